/** How many connections may be begun within a time: `[milliseconds, connections]`. */
type Rule = readonly [windowMs: number, most: number];

// As TDLib has them (spec/mtproto.md §8.2).
const USUAL: readonly Rule[] = [[1000, 4], [5000, 5]];
const AFTER_FLOOD: readonly Rule[] = [[1000, 1], [4000, 2], [8000, 3]];
const LONGEST_MS = 8000;

/** Keeps a connection from being made too often: a server that closes each at once is not hammered. */
export class ConnectGate {
  /** When the latest connections were begun, oldest first. */
  readonly #begun: number[] = [];
  #rules = USUAL;

  /** Milliseconds until another connection may be begun. */
  waitMs(nowMs: number): number {
    let waitMs = 0;
    for (const [windowMs, most] of this.#rules) {
      const begun = this.#begun.at(-most);
      if (begun !== undefined) waitMs = Math.max(waitMs, begun + windowMs - nowMs);
    }
    return waitMs;
  }

  begin(nowMs: number): void {
    while (this.#begun[0] !== undefined && this.#begun[0] <= nowMs - LONGEST_MS) this.#begun.shift();
    this.#begun.push(nowMs);
  }

  /** The server has said that there were too many (−429). */
  flooded(): void {
    this.#rules = AFTER_FLOOD;
  }

  /** The server has answered. */
  proved(): void {
    this.#rules = USUAL;
  }
}

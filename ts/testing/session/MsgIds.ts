import type { ServerClock } from "./ServerClock.js";

/** Makes the message ids of one session on the server's side: odd and ever growing (§5.3). */
export class MsgIds {
  readonly #clock: ServerClock;
  #last = 0n;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** A new id; its low bits tell answers (1) from all other messages (3). */
  next(isAnswer: boolean): bigint {
    const nowMs = this.#clock.nowMs();
    const seconds = BigInt(Math.floor(nowMs / 1000));
    const fraction = BigInt(Math.floor(((nowMs % 1000) / 1000) * 2 ** 32));
    let id = (seconds << 32n) | (fraction & ~3n);
    if (id <= this.#last) id = (this.#last & ~3n) + 4n;
    this.#last = id | (isAnswer ? 1n : 3n);
    return this.#last;
  }
}

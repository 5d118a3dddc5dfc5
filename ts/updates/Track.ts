import { forward, judge, type Step, type Verdict } from "./counters.js";
import { GapList } from "./GapList.js";

/** Updates that may wait for one counter; more are dropped and come back by a difference (spec/client.md §4.3). */
export const MAX_PENDING = 10_000;

/** One counter, and what waits for it. */
export class Track<T extends Step> {
  /** How far this client is. */
  value: number;
  /** The furthest place that the server has spoken of. */
  known: number;
  readonly #gaps = new GapList<T>(MAX_PENDING);

  constructor(value: number, known = value) {
    this.value = value;
    this.known = Math.max(value, known);
  }

  get pending(): number {
    return this.#gaps.size;
  }

  /** Whether the next one that waits does not fit: something before it is missing. */
  get hasGap(): boolean {
    const first = this.#gaps.first;
    return first !== undefined && judge(this.value, first) === "gap";
  }

  get isBehind(): boolean {
    return this.known > this.value;
  }

  judge(item: T): Verdict {
    const verdict = judge(this.value, item);
    if (verdict !== "malformed") this.known = Math.max(this.known, item.at);
    return verdict;
  }

  /** Keeps one for later. @returns false when there is no room: all that waited is dropped */
  postpone(item: T): boolean {
    if (this.#gaps.add(item)) return true;
    this.#gaps.clear();
    return false;
  }

  /** The next one that fits, if it is there; those that came too late are dropped on the way. */
  takeNext(): T | null {
    for (let first = this.#gaps.first; first !== undefined; first = this.#gaps.first) {
      const verdict = judge(this.value, first);
      if (verdict === "gap") return null;
      this.#gaps.shift();
      if (verdict === "apply") return first;
    }
    return null;
  }

  /** A difference has brought the counter here. */
  moveTo(named: number): void {
    this.value = forward(this.value, named);
    this.known = Math.max(this.known, this.value);
  }

  /** The server says where the counter is, whatever was before; what waits is judged by it. */
  reset(value: number): void {
    this.value = value;
    this.known = value;
  }

  /** Takes out all that waits. */
  takeAll(): T[] {
    return this.#gaps.takeAll();
  }

  /** Believes the server that nothing is missing: what waits for more is dropped. */
  giveUp(): void {
    this.known = this.value;
    this.#gaps.clear();
  }
}

import type { Clock } from "../../ts/updates/Clock.js";

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  nowMs = 0;
  #timers: { readonly dueMs: number; readonly callback: () => void }[] = [];

  monotonicMs(): number {
    return this.nowMs;
  }

  wallMs(): number {
    return 1_700_000_000_000 + this.nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.nowMs + delayMs, callback };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** When the next timer fires; Infinity when there is none. */
  get nextMs(): number {
    return Math.min(Infinity, ...this.#timers.map(({ dueMs }) => dueMs));
  }

  /** Fires what is due until then, in order. */
  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    while (this.nextMs <= endMs) {
      this.nowMs = Math.max(this.nowMs, this.nextMs);
      const due = this.#timers.find(({ dueMs }) => dueMs <= this.nowMs);
      this.#timers = this.#timers.filter((timer) => timer !== due);
      due?.callback();
    }
    this.nowMs = endMs;
  }
}

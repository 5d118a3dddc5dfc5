import { ResolveLimitError } from "../errors/index.js";

/** Look-ups that may come at once. */
const BURST = 50;
/** About 200 names a day are looked up before Telegram answers with a flood wait of hours (spec/client.md §3.4). */
const REFILL_MS = (24 * 60 * 60 * 1000) / 200;

/** How many unknown names may still be looked up: a bucket that fills slowly, for the whole account. */
export class ResolveBudget {
  readonly #now: () => number;
  #tokens = BURST;
  #filledAtMs: number;
  #blockedUntilMs = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#filledAtMs = now();
  }

  /** @throws ResolveLimitError when nothing is left */
  take(): void {
    const nowMs = this.#now();
    if (nowMs < this.#blockedUntilMs) throw limit(this.#blockedUntilMs - nowMs);
    const refill = Math.floor((nowMs - this.#filledAtMs) / REFILL_MS);
    if (refill > 0) {
      this.#tokens = Math.min(BURST, this.#tokens + refill);
      this.#filledAtMs += refill * REFILL_MS;
    }
    if (this.#tokens === 0) throw limit(this.#filledAtMs + REFILL_MS - nowMs);
    this.#tokens -= 1;
  }

  /** Telegram has said how long to wait. */
  block(seconds: number): void {
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, this.#now() + 1000 * seconds);
  }
}

function limit(waitMs: number): ResolveLimitError {
  return new ResolveLimitError(Math.max(1, Math.ceil(waitMs / 1000)));
}

/** Waits before connection attempts: none before the second, then up to 1, 2, 4 … 30 s, chosen at random below that so that many clients do not return together. */
export class Backoff {
  static readonly #FIRST_MS = 1000;
  static readonly #LIMIT_MS = 30_000;
  #failures = 0;

  /** Attempts that failed in a row. */
  get failures(): number {
    return this.#failures;
  }

  reset(): void {
    this.#failures = 0;
  }

  /** Notes a failure and tells how long to wait, in milliseconds. The first one costs nothing. */
  next(random: () => number = Math.random): number {
    const step = this.#failures++;
    if (step === 0) return 0;
    const longest = Math.min(Backoff.#LIMIT_MS, Backoff.#FIRST_MS * 2 ** (step - 1));
    return Math.round(longest * random());
  }
}

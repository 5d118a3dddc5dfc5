/**
 * The time that the server believes in. Tests move it to see how a client copes with a server
 * whose clock differs from its own, or stop it and let time pass by hand.
 */
export class ServerClock {
  #offsetMs: number;
  /** Milliseconds since 1970 at which the clock stands; null while it runs. */
  #frozenAtMs: number | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs;
  }

  /** Added to this machine's clock, milliseconds. May be changed while the server runs. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  set offsetMs(offsetMs: number) {
    this.#offsetMs = offsetMs;
    this.#moved();
  }

  /** Server time, milliseconds since 1970. */
  nowMs(): number {
    return this.#frozenAtMs ?? Date.now() + this.#offsetMs;
  }

  /** Server time, whole seconds since 1970. */
  nowSec(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  /** Whether time passes only by `advance`. */
  get isFrozen(): boolean {
    return this.#frozenAtMs !== null;
  }

  /** Stops the clock. Clients whose packets become too old for it by their own clock are told so, as ever. */
  freeze(): void {
    this.#frozenAtMs ??= this.nowMs();
  }

  /** Lets a frozen clock run again, from where it stands. */
  resume(): void {
    if (this.#frozenAtMs !== null) {
      this.#offsetMs = this.#frozenAtMs - Date.now();
      this.#frozenAtMs = null;
    }
  }

  /**
   * Lets time pass at once, whether the clock is frozen or runs; what is due by then happens before this returns.
   *
   * @param ms - milliseconds, not negative
   * @throws {RangeError} for a time that does not pass forwards
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError("ms must be a finite number that is not negative");
    if (this.#frozenAtMs === null) this.#offsetMs += ms;
    else this.#frozenAtMs += ms;
    this.#moved();
  }

  /** Calls back whenever the clock was moved; the function that is returned ends that. */
  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #moved(): void {
    for (const listener of this.#listeners) listener();
  }
}

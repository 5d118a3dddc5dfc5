/** How often the clock is looked at. */
const EVERY_MS = 5000;
/** A look that comes this much too late: the machine slept, or the process was stopped. */
const LATE_MS = 10_000;

export interface WakeClock {
  /** Wall clock, milliseconds: the only one that goes on while a machine sleeps. */
  now(): number;
  /** Calls `look` again and again; gives a function that ends that. */
  every(ms: number, look: () => void): () => void;
}

const SYSTEM: WakeClock = {
  now: Date.now,
  every(ms, look) {
    const timer = setInterval(look, ms).unref();
    return () => clearInterval(timer);
  },
};

/**
 * Tells when the process runs again after it did not for a while: its sockets are dead more often than not, and
 * nobody says so. One timer for all who listen, none while nobody does.
 */
export class WakeWatch {
  readonly #clock: WakeClock;
  readonly #listeners = new Set<() => void>();
  #lastMs = 0;
  #stop: (() => void) | null = null;

  constructor(clock: WakeClock = SYSTEM) {
    this.#clock = clock;
  }

  /** @returns a function that removes the listener again */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#stop === null) {
      this.#lastMs = this.#clock.now();
      this.#stop = this.#clock.every(EVERY_MS, () => this.#look());
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }

  #look(): void {
    const now = this.#clock.now();
    const sleptMs = now - this.#lastMs - EVERY_MS;
    this.#lastMs = now;
    if (sleptMs >= LATE_MS) for (const listener of [...this.#listeners]) listener();
  }
}

/** The one that all clients of the process share. */
export const wakeWatch = new WakeWatch();

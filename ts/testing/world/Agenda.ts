/** Something that is to happen at some moment of the world's time. */
interface Appointment {
  readonly atMs: number;
  readonly run: () => void;
}

/** Timers of Node cannot wait longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * What is to happen later, by the world's own clock: scheduled messages, queries that nobody answers.
 * Time that passes by itself is noticed by a timer; who moves the clock calls `runDue`.
 */
export class Agenda {
  readonly #appointments = new Set<Appointment>();
  #timer: NodeJS.Timeout | null = null;

  /** @param nowMs - the world's clock */
  constructor(private readonly nowMs: () => number) {}

  /**
   * Plans something.
   *
   * @param atMs - milliseconds since 1970, by the world's clock
   * @returns a function that cancels it
   */
  at(atMs: number, run: () => void): () => void {
    const appointment: Appointment = { atMs, run };
    this.#appointments.add(appointment);
    this.#arm();
    return () => {
      this.#appointments.delete(appointment);
      this.#arm();
    };
  }

  /** Runs what is due, in the order of its time. */
  runDue(): void {
    for (;;) {
      const next = this.#next();
      if (next === null || next.atMs > this.nowMs()) {
        break;
      }
      this.#appointments.delete(next);
      next.run();
    }
    this.#arm();
  }

  /** Forgets all plans. */
  clear(): void {
    this.#appointments.clear();
    this.#arm();
  }

  #arm(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    const next = this.#next();
    if (next !== null) {
      // At least a moment, so that a clock that stands still does not make it spin.
      const delayMs = Math.min(Math.max(next.atMs - this.nowMs(), 1), LONGEST_TIMER_MS);
      this.#timer = setTimeout(() => this.runDue(), delayMs);
      this.#timer.unref();
    }
  }

  #next(): Appointment | null {
    let next: Appointment | null = null;
    for (const appointment of this.#appointments) {
      if (next === null || appointment.atMs < next.atMs) {
        next = appointment;
      }
    }
    return next;
  }
}

/** What waits for a deadline. */
export interface Waiter {
  /** The deadline has passed. Must not throw. */
  onDeadline(): void;
}

/** How the time is told, and how to be called once it has passed; to be replaced by tests. */
export interface DeadlineClock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Calls `job` once; gives a function that prevents that. */
  after(ms: number, job: () => void): () => void;
}

const SYSTEM: DeadlineClock = {
  now: () => performance.now(),
  after(ms, job) {
    // The sockets keep the process alive, where it is to live.
    const timer = setTimeout(job, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** Deadlines farther away than this may be late by a second, nearer ones by a tenth of one. */
const FAR_MS = 10_000;
const NEAR_TICK_MS = 100;
const FAR_TICK_MS = 1000;

/** Waiters that are called in one turn of the event loop. */
const PER_TURN = 32;

/**
 * The deadlines of many connections on one timer. They are rounded up to ticks, so that the pings of a thousand idle
 * accounts leave in a few bursts and not one by one, which costs a wake-up of the process for each.
 */
export class Deadlines {
  readonly #clock: DeadlineClock;
  /** By their ticks: milliseconds of the clock. */
  readonly #waiters = new Map<number, Set<Waiter>>();
  /** The tick for which the timer is set. */
  #armedMs = Infinity;
  #disarm: () => void = () => {};

  constructor(clock: DeadlineClock = SYSTEM) {
    this.#clock = clock;
  }

  /**
   * Calls `waiter` once, when so much time has passed or a little later.
   *
   * @returns the tick, by which `cancel` knows it
   */
  add(delayMs: number, waiter: Waiter): number {
    const tickMs = delayMs < FAR_MS ? NEAR_TICK_MS : FAR_TICK_MS;
    const dueMs = Math.ceil((this.#clock.now() + delayMs) / tickMs) * tickMs;
    let waiters = this.#waiters.get(dueMs);
    if (waiters === undefined) this.#waiters.set(dueMs, (waiters = new Set()));
    waiters.add(waiter);
    if (dueMs < this.#armedMs) this.#arm(dueMs);
    return dueMs;
  }

  /** Forgets it, if it was not called already. */
  cancel(dueMs: number, waiter: Waiter): void {
    const waiters = this.#waiters.get(dueMs);
    if (waiters === undefined || !waiters.delete(waiter) || waiters.size > 0) return;
    this.#waiters.delete(dueMs);
    if (this.#waiters.size === 0) this.#arm(Infinity);
  }

  /** How many wait. */
  get size(): number {
    return [...this.#waiters.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #arm(dueMs: number): void {
    this.#disarm();
    this.#armedMs = dueMs;
    if (dueMs !== Infinity) this.#disarm = this.#clock.after(Math.max(0, dueMs - this.#clock.now()), () => this.#tick());
  }

  #tick(): void {
    const nowMs = this.#clock.now();
    const ticks = [...this.#waiters.keys()].sort((a, b) => a - b);
    const due = ticks.filter((dueMs) => dueMs <= nowMs);
    const waiters = due.flatMap((dueMs) => [...(this.#waiters.get(dueMs) ?? [])]);
    for (const dueMs of due) this.#waiters.delete(dueMs);
    this.#arm(ticks[due.length] ?? Infinity);
    callSome(waiters);
  }
}

function callSome(waiters: readonly Waiter[], from = 0): void {
  for (const waiter of waiters.slice(from, from + PER_TURN)) waiter.onDeadline();
  const next = from + PER_TURN;
  if (next < waiters.length) setImmediate(() => callSome(waiters, next));
}

/** Those of all connections of the process. */
export const deadlines = new Deadlines();

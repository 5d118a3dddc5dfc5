/** Time, as the runner sees it: one that does not go back, and one for people. */
export interface Clock {
  /** Milliseconds since whenever. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the returned function cancels that. Must not keep the process alive. */
  after(delayMs: number, callback: () => void): () => void;
  /** Milliseconds since 1970. */
  wallMs(): number;
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    // A longer delay would fire at once; firing too early is harmless.
    const timer = setTimeout(callback, Math.min(delayMs, MAX_TIMER_MS)).unref();
    return () => clearTimeout(timer);
  },
  wallMs: () => Date.now(),
};

const MAX_TIMER_MS = 2 ** 31 - 1;

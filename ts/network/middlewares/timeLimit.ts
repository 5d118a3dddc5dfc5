import { TimeoutError } from "../../errors/index.js";
import type { Middleware } from "../pipeline.js";
import { untilAborted } from "../untilAborted.js";

/** Starts a timer; the function given stops it. */
export type StartTimer = (ms: number, job: () => void) => () => void;

export interface TimeLimitOptions {
  /** @default the system's timers */
  readonly startTimer?: StartTimer;
}

/** Gives a call up after its `timeout`, all repetitions and waits included. */
export function timeLimit({ startTimer = systemTimer }: TimeLimitOptions = {}): Middleware {
  return async (call, next) => {
    const { method, timeoutSec, signal, attempts } = call;
    if (timeoutSec === null) return next(call);
    // By hand: AbortSignal.any() would leave a trace on a signal of the caller's that serves many calls.
    const limit = new AbortController();
    const giveUp = (): void => limit.abort(signal?.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
    const stopTimer = startTimer(timeoutSec * 1000, () => {
      const mayHaveRun = attempts.count > 0;
      const doubt = mayHaveRun ? "it may have been carried out" : "it was not sent";
      limit.abort(new TimeoutError(`${method} was not answered within ${timeoutSec} s; ${doubt}`, { mayHaveRun }));
    });
    try {
      return await untilAborted(next({ ...call, signal: limit.signal }), limit.signal);
    } finally {
      stopTimer();
      signal?.removeEventListener("abort", giveUp);
    }
  };
}

function systemTimer(ms: number, job: () => void): () => void {
  const timer = setTimeout(job, ms);
  return () => clearTimeout(timer);
}

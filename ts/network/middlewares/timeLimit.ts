import { TimeoutError } from "../../errors/index.js";
import type { Call, Middleware, Next } from "../pipeline.js";
import { untilAborted } from "../untilAborted.js";

/** Starts a timer; the function given stops it. */
export type StartTimer = (ms: number, job: () => void) => () => void;

export interface TimeLimitOptions {
  /** @default the system's timers */
  readonly startTimer?: StartTimer;
}

/** Gives a call up after its `timeout`, all repetitions and waits included. */
export function timeLimit({ startTimer = systemTimer }: TimeLimitOptions = {}): Middleware {
  const limited = async (call: Call, timeoutSec: number, next: Next): Promise<unknown> => {
    const { method, signal, attempts } = call;
    // By hand: AbortSignal.any() would leave a trace on a signal of the caller's that serves many calls.
    const limit = new AbortController();
    const giveUp = (): void => limit.abort(signal?.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
    const late = `${method} was not answered within ${timeoutSec} s`;
    let isLate = false;
    const stopTimer = startTimer(timeoutSec * 1000, () => {
      isLate = true;
      limit.abort(new TimeoutError(late));
    });
    try {
      return await untilAborted(next({ ...call, signal: limit.signal }), limit.signal);
    } catch (error) {
      if (!isLate || error !== limit.signal.reason) throw error;
      // What became of the call is known only now that all who carried it have heard of the end.
      const mayHaveRun = attempts.doubtful > 0;
      throw new TimeoutError(`${late}; ${mayHaveRun ? "it may have been carried out" : "it was not carried out"}`, { mayHaveRun });
    } finally {
      stopTimer();
      signal?.removeEventListener("abort", giveUp);
    }
  };
  return (call, next) => (call.timeoutSec === null ? next(call) : limited(call, call.timeoutSec, next));
}

function systemTimer(ms: number, job: () => void): () => void {
  const timer = setTimeout(job, ms);
  return () => clearTimeout(timer);
}

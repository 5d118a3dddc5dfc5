import { TimeoutError } from "../errors/index.js";

/** What ends a call. */
export interface TimeLimit {
  readonly signal: AbortSignal | undefined;
  /** The call is over: nothing is to be limited any more. */
  release(): void;
}

/** The caller's signal, or one that is aborted after the caller's time, whichever comes first. */
export function limitTime({ signal, timeout }: { signal?: AbortSignal; timeout?: number }, method: string): TimeLimit {
  if (timeout === undefined) return { signal, release: () => {} };
  const late = new AbortController();
  const reason = new TimeoutError(`${method} was not answered within ${timeout} s; it may have been carried out`);
  const timer = setTimeout(() => late.abort(reason), 1000 * timeout);
  return { signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal, release: () => clearTimeout(timer) };
}

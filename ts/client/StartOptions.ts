import { TimeoutError } from "../errors/index.js";
import { checkSeconds } from "../network/index.js";

/** How long `connect()` and `start()` may take. */
export interface StartOptions {
  /** Ends it; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds until it fails with a TimeoutError. @default no limit but those of its parts */
  readonly timeout?: number | undefined;
}

/** Checks options that came from the user. @throws TypeError, RangeError naming the option */
export function checkStartOptions({ signal, timeout }: StartOptions): StartOptions {
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("signal must be an AbortSignal");
  if (timeout !== undefined && checkSeconds(timeout, "timeout") === 0) throw new RangeError("timeout must be more than 0 seconds");
  signal?.throwIfAborted();
  return { signal, timeout };
}

/** Aborts `leaving` when the options want an end; gives a function that takes the options back. */
export function limitStart(leaving: AbortController, { signal, timeout }: StartOptions, name: string): () => void {
  const onAbort = (): void => leaving.abort(signal?.reason);
  const onTimeout = (): void => leaving.abort(new TimeoutError(`${name} was not ready within ${timeout} s`));
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = timeout === undefined ? null : setTimeout(onTimeout, 1000 * timeout);
  return () => {
    signal?.removeEventListener("abort", onAbort);
    if (timer !== null) clearTimeout(timer);
  };
}

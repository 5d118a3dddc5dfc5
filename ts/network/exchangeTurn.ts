import { Turnstile } from "./Turnstile.js";

/** Exchanges under way at once, in the whole process. */
const AT_ONCE = 48;

/** A server that takes longer than this keeps nobody else waiting. */
const PATIENCE_MS = 1000;

const exchanges = new Turnstile(AT_ONCE);

/**
 * Waits until a key exchange may begin; to be called before its socket is opened, as servers do not wait for silent
 * ones. When a thousand accounts come back together those that were begun are finished first, rather than all of them
 * late, and a turn of the event loop never has much to do.
 *
 * @returns ends the turn; harmless when repeated
 * @throws the reason of `signal` when it is aborted meanwhile
 */
export function exchangeTurn(signal: AbortSignal): Promise<() => void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => {
      exchanges.leave(begin);
      reject(signal.reason);
    };
    const begin = (): void => {
      signal.removeEventListener("abort", onAbort);
      const patience = setTimeout(() => exchanges.leave(begin), PATIENCE_MS);
      resolve(() => {
        clearTimeout(patience);
        exchanges.leave(begin);
      });
    };
    signal.addEventListener("abort", onAbort, { once: true });
    exchanges.enter(begin);
  });
}

import { RpcError } from "../../errors/index.js";
import type { Middleware, Sleep } from "../pipeline.js";

/** Attempts in all; the waits between them are 1, 2, 4 and 8 s. */
const MAX_ATTEMPTS = 5;

/**
 * 500s that mean something to the caller: the sign-in starts over, the difference is asked again, the message was
 * sent already (by an attempt whose answer was lost).
 */
const MEANINGFUL: readonly RegExp[] = [/^AUTH_RESTART/, /^RANDOM_ID_DUPLICATE$/, /^SIGN_IN_FAILED$/, /^PERSISTENT_TIMESTAMP_/, /^HISTORY_GET_FAILED$/];

export interface RetryServerErrorsOptions {
  readonly sleep: Sleep;
}

/**
 * Repeats calls that failed inside Telegram (500, −503, −500). The repeated call is the same object, so a
 * message keeps its random id and cannot be sent twice.
 */
export function retryServerErrors({ sleep }: RetryServerErrorsOptions): Middleware {
  return async (call, next) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await next(call);
      } catch (error) {
        if (!isTransient(error) || attempt === MAX_ATTEMPTS) throw error;
        await sleep(1000 * 2 ** (attempt - 1), call.signal);
      }
    }
  };
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof RpcError)) return false;
  if (error.code !== 500 && error.code >= 0) return false;
  return !MEANINGFUL.some((pattern) => pattern.test(error.text));
}

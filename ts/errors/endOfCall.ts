import { HeliogramError } from "./HeliogramError.js";

/**
 * An error as the end of one call. Many calls may end by the same error, and each has its own fate: it gets an error
 * that differs in `mayHaveRun` alone. Errors of others, and the reason of the caller's own `signal`, are given back as
 * they are.
 */
export function endOfCall(error: unknown, mayHaveRun: boolean, signal?: AbortSignal): unknown {
  if (!(error instanceof HeliogramError) || error.mayHaveRun === mayHaveRun) return error;
  if (signal?.aborted === true && error === signal.reason) return error;
  // A true Error of the same class: the constructors of the classes take their fields in ways of their own.
  const end: HeliogramError = Reflect.construct(Error, [error.message, "cause" in error ? { cause: error.cause } : {}], error.constructor);
  return Object.assign(end, error, { mayHaveRun }, error.stack === undefined ? {} : { stack: error.stack });
}

import { HeliogramError, type HeliogramErrorOptions } from "./HeliogramError.js";

/** Something did not happen within its stated time. */
export class TimeoutError extends HeliogramError {
  override readonly name: string = "TimeoutError";

  constructor(message: string, options?: HeliogramErrorOptions) {
    super("ERR_TIMEOUT", message, options);
  }
}

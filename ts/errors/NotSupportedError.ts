import { HeliogramError } from "./HeliogramError.js";

/** This version of Heliogram cannot do what was asked for; the message says what it can instead. */
export class NotSupportedError extends HeliogramError {
  override readonly name: string = "NotSupportedError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_NOT_SUPPORTED", message, options);
  }
}

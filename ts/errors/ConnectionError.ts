import { HeliogramError, type HeliogramErrorOptions } from "./HeliogramError.js";

/** No connection to a DC could be made, or it was lost and the call cannot be repeated. */
export class ConnectionError extends HeliogramError {
  override readonly name: string = "ConnectionError";

  constructor(message: string, options?: HeliogramErrorOptions) {
    super("ERR_CONNECTION", message, options);
  }
}

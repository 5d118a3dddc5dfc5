import { HeliogramError } from "./HeliogramError.js";

/** A check against a hostile server or path failed; the connection was closed and nothing of the message was used. */
export class SecurityError extends HeliogramError {
  override readonly name: string = "SecurityError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_SECURITY", message, options);
  }
}

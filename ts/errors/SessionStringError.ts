import { HeliogramError } from "./HeliogramError.js";

/** The text is no session string that Heliogram can read. */
export class SessionStringError extends HeliogramError {
  override readonly name: string = "SessionStringError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_SESSION_STRING", message, options);
  }
}

import { HeliogramError } from "./HeliogramError.js";

/** Another process (or client) has the session file open. Two users of one auth key make Telegram end the session. */
export class SessionLockedError extends HeliogramError {
  override readonly name: string = "SessionLockedError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_SESSION_LOCKED", message, options);
  }
}

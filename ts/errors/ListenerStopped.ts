import { HeliogramError } from "./HeliogramError.js";

/** Somebody waited for an answer, and the waiting was ended: by `stopListening`, or because the client stopped. */
export class ListenerStopped extends HeliogramError {
  override readonly name: string = "ListenerStopped";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_LISTENER_STOPPED", message, options);
  }
}

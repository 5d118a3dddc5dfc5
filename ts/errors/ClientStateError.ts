import { HeliogramError, type HeliogramErrorOptions } from "./HeliogramError.js";

/** The call does not fit the client's state: not connected, already connected, stopping. */
export class ClientStateError extends HeliogramError {
  override readonly name: string = "ClientStateError";

  constructor(message: string, options?: HeliogramErrorOptions) {
    super("ERR_CLIENT_STATE", message, options);
  }
}

import { HeliogramError } from "./HeliogramError.js";

/** The peer is of another kind than the call is for: a user where a channel is wanted, a secret chat. */
export class PeerKindError extends HeliogramError {
  override readonly name: string = "PeerKindError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_PEER_KIND", message, options);
  }
}

import { HeliogramError } from "./HeliogramError.js";

/** No way was found to name this user or chat to Telegram: it was never met, or it does not exist. */
export class UnknownPeerError extends HeliogramError {
  override readonly name: string = "UnknownPeerError";
  /** The id, name or link that was asked for; of a phone number only the beginning. */
  readonly peer: string;
  /** Where it was looked for, in this order. */
  readonly tried: readonly string[];

  constructor(peer: string, tried: readonly string[], advice: string, options?: ErrorOptions) {
    super("ERR_UNKNOWN_PEER", `${peer} is not known (looked for it in: ${tried.join(", ")}); ${advice}`, options);
    this.peer = peer;
    this.tried = tried;
  }
}

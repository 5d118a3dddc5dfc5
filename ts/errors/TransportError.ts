import { HeliogramError } from "./HeliogramError.js";

/** The server answered a packet with a bare negative number (spec/mtproto.md §6.10): −404, −429, −444 … */
export class TransportError extends HeliogramError {
  override readonly name: string = "TransportError";
  /** The number as sent, for example −404. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super("ERR_TRANSPORT", message, options);
    this.status = status;
  }
}

import { HeliogramError } from "./HeliogramError.js";

/** Bytes that are no valid TL for this schema: an unknown constructor (hex id in the message) or a cut object. */
export class TlError extends HeliogramError {
  override readonly name: string = "TlError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_TL", message, options);
  }
}

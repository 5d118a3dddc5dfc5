/** Root of every error that Heliogram throws on purpose. Match on `code`, never on the message. */
export class HeliogramError extends Error {
  override readonly name: string = "HeliogramError";
  /** Stable identifier `ERR_…` (docs/errors.md lists all); on an RpcError Telegram's number. */
  readonly code: string | number;

  constructor(code: string | number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Root of every error that Heliogram throws on purpose. Match on `code`, never on the message. */
export class HeliogramError extends Error {
  override readonly name: string = "HeliogramError";
  /** Stable identifier, `ERR_…`; docs/errors.md lists all. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface HeliogramErrorOptions extends ErrorOptions {
  /** See {@link HeliogramError.mayHaveRun}. @default null */
  readonly mayHaveRun?: boolean | null | undefined;
}

/** Root of every error that Heliogram throws on purpose. Match on `code`, never on the message. */
export class HeliogramError extends Error {
  override readonly name: string = "HeliogramError";
  /** Stable identifier `ERR_…` (docs/errors.md lists all); on an RpcError Telegram's number. */
  readonly code: string | number;
  /**
   * Of an error that ended a call of the API: whether Telegram may have carried the call out, in any of its attempts.
   * False is certain: it never left, or was refused. Null of an error that ended no call.
   */
  readonly mayHaveRun: boolean | null;

  constructor(code: string | number, message: string, { mayHaveRun = null, ...options }: HeliogramErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.mayHaveRun = mayHaveRun;
  }
}

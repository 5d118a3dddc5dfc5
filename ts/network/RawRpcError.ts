/** `rpc_error` as it came from the session; the link names the method and picks the class. */
export class RawRpcError extends Error {
  readonly errorCode: number;
  readonly text: string;
  readonly mayHaveRun: boolean;

  /** @param mayHaveRun whether the call may have been carried out all the same, in this attempt or one before */
  constructor(errorCode: number, text: string, mayHaveRun: boolean) {
    super(text);
    this.errorCode = errorCode;
    this.text = text;
    this.mayHaveRun = mayHaveRun;
  }
}

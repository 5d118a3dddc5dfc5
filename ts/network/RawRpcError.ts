/** `rpc_error` as it came from the session; the link names the method and picks the class. */
export class RawRpcError extends Error {
  readonly errorCode: number;
  readonly text: string;

  constructor(errorCode: number, text: string) {
    super(text);
    this.errorCode = errorCode;
    this.text = text;
  }
}

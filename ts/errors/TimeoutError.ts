import { HeliogramError } from "./HeliogramError.js";

/** Something did not happen within its stated time. */
export class TimeoutError extends HeliogramError {
  override readonly name: string = "TimeoutError";

  /** Of a call whose `timeout` is over: whether the server may have carried it out. Null of anything else. */
  readonly mayHaveRun: boolean | null;

  constructor(message: string, { mayHaveRun = null, ...options }: ErrorOptions & { readonly mayHaveRun?: boolean | null } = {}) {
    super("ERR_TIMEOUT", message, options);
    this.mayHaveRun = mayHaveRun;
  }
}

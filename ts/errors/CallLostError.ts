import { HeliogramError } from "./HeliogramError.js";

/** A call was given up on its way: the server has not said what became of it. */
export class CallLostError extends HeliogramError {
  override readonly name = "CallLostError";
  /** Whether the server may have carried it out. Where that matters, look before it is repeated. */
  declare readonly mayHaveRun: boolean;

  constructor(message: string, mayHaveRun: boolean, options?: ErrorOptions) {
    super("ERR_CALL_LOST", message, { ...options, mayHaveRun });
  }
}

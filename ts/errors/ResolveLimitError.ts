import { HeliogramError } from "./HeliogramError.js";

/** Too many unknown names were looked up: Telegram would answer the next with a flood wait of hours. */
export class ResolveLimitError extends HeliogramError {
  override readonly name: string = "ResolveLimitError";
  /** When the next one is allowed. */
  readonly retryAfterSec: number;

  constructor(retryAfterSec: number, options?: ErrorOptions) {
    super("ERR_RESOLVE_LIMIT", `too many names were looked up; the next is allowed in ${retryAfterSec} s`, options);
    this.retryAfterSec = retryAfterSec;
  }
}

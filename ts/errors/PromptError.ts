import { HeliogramError } from "./HeliogramError.js";

/** An answer was needed and nobody could give it: no terminal, end of input, or Ctrl-C. */
export class PromptError extends HeliogramError {
  override readonly name: string = "PromptError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_PROMPT", message, options);
  }
}

import { HeliogramError } from "./HeliogramError.js";

/** Signing in cannot go on; the message says why and what to do. */
export class SignInError extends HeliogramError {
  override readonly name: string = "SignInError";

  constructor(message: string, options?: ErrorOptions) {
    super("ERR_SIGN_IN", message, options);
  }
}

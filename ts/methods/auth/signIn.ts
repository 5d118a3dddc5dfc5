import type { AuthContext } from "../../auth/AuthContext.js";
import { checkPhoneNumber, checkTexts } from "../../auth/checkArguments.js";
import { parseDigits } from "../../auth/phoneCode.js";
import type { tl } from "../../tl/index.js";
import type { TermsOfService } from "../../types/authorization/TermsOfService.js";
import { readTermsOfService } from "../../types/authorization/TermsOfService.js";
import { completeSignIn } from "./completeSignIn.js";

/** The code was right, but the number has no account: go on with `signUp`, after showing the terms. */
export interface SignUpRequired {
  readonly _: "signUpRequired";
  /** Null when Telegram sent none. */
  readonly termsOfService: TermsOfService | null;
}

/**
 * Signs in with a code.
 *
 * Before sign-in only. A code that was sent through a Telegram chat is voided at once and counts as expired.
 * @param phoneNumber the number that `sendCode` was called with
 * @param phoneCodeHash from `SentCode`
 * @param phoneCode as the person read it; spaces and dashes between digits are fine
 * @returns who is signed in, or that an account has to be made first; tell them apart by `_`
 * @throws {TypeError} when an argument is no string, `phoneNumber` holds no phone number or `phoneCode` is empty
 * @throws {RpcError} PHONE_CODE_INVALID, PHONE_CODE_EXPIRED, SESSION_PASSWORD_NEEDED (go on with `checkPassword`) …
 * @example
 * const sent = await sendCode(client, "+1-123-456-7890");
 * const result = await signIn(client, "+1-123-456-7890", sent.phoneCodeHash, "12345");
 * if (result._ === "signUpRequired") console.log(result.termsOfService?.text);
 */
export async function signIn(
  context: AuthContext,
  phoneNumber: string,
  phoneCodeHash: string,
  phoneCode: string,
): Promise<tl.User | SignUpRequired> {
  const digits = checkPhoneNumber(phoneNumber);
  checkTexts({ phoneCodeHash, phoneCode });
  const authorization = await context.invoke({
    _: "auth.signIn",
    phoneNumber: digits,
    phoneCodeHash,
    phoneCode: normalCode(phoneCode),
  });
  if (authorization._ === "auth.authorization") return await completeSignIn(context, authorization);
  const { termsOfService } = authorization;
  return { _: "signUpRequired", termsOfService: termsOfService === undefined ? null : readTermsOfService(termsOfService) };
}

/** What kind of code it is is not known here, so words are let through as they are. */
function normalCode(phoneCode: string): string {
  const typed = phoneCode.trim();
  if (typed === "") throw new TypeError("phoneCode must not be empty.");
  const parsed = parseDigits(typed, 0);
  return "code" in parsed ? parsed.code : typed;
}

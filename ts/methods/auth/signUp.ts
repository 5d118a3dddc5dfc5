import type { AuthContext } from "../../auth/AuthContext.js";
import { checkFlags, checkOptions, checkPhoneNumber, checkTexts } from "../../auth/checkArguments.js";
import { SignInError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { completeSignIn } from "./completeSignIn.js";

export interface SignUpOptions {
  /** 0–64 characters. @default "" */
  readonly lastName?: string | undefined;
  /** Do not tell the person's contacts. @default false */
  readonly noJoinedNotifications?: boolean | undefined;
}

/**
 * Makes an account for a number whose code `signIn` took. Show the terms of `SignUpRequired` before, and
 * call `acceptTermsOfService` after.
 *
 * Before sign-in only.
 * @param phoneNumber the number that `sendCode` was called with
 * @param phoneCodeHash from `SentCode`
 * @param firstName 1–64 characters
 * @returns the new user, signed in
 * @throws {TypeError} when an argument is not of its type, `phoneNumber` holds no phone number or `firstName` is empty
 * @throws {RpcError} FIRSTNAME_INVALID, LASTNAME_INVALID, PHONE_NUMBER_OCCUPIED, PHONE_CODE_EXPIRED …
 * @example
 * const sent = await sendCode(client, "+1-123-456-7890");
 * const user = await signUp(client, "+1-123-456-7890", sent.phoneCodeHash, "Ada", { lastName: "Lovelace" });
 * console.log(user.id);
 */
export async function signUp(
  context: AuthContext,
  phoneNumber: string,
  phoneCodeHash: string,
  firstName: string,
  options: SignUpOptions = {},
): Promise<tl.User> {
  const digits = checkPhoneNumber(phoneNumber);
  checkTexts({ phoneCodeHash, firstName });
  checkOptions(options);
  const { lastName = "", noJoinedNotifications = false } = options;
  checkTexts({ lastName });
  checkFlags({ noJoinedNotifications });
  if (firstName.trim() === "") throw new TypeError("firstName must not be empty.");
  const authorization = await context.invoke({
    _: "auth.signUp",
    noJoinedNotifications,
    phoneNumber: digits,
    phoneCodeHash,
    firstName: firstName.trim(),
    lastName: lastName.trim(),
  });
  if (authorization._ !== "auth.authorization") throw new SignInError("Telegram answered a sign-up with the wish for one.");
  return await completeSignIn(context, authorization);
}

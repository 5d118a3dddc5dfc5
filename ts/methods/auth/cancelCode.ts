import type { AuthContext } from "../../auth/AuthContext.js";
import { checkPhoneNumber, checkTexts } from "../../auth/checkArguments.js";

/**
 * Calls a sign-in code off and removes the stored sign-in.
 * @param phoneNumber the number that `sendCode` was called with
 * @param phoneCodeHash of the code that is not wanted any more
 * @throws {TypeError} when an argument is no string, or `phoneNumber` holds no phone number
 * @throws {RpcError} PHONE_CODE_EXPIRED when it was dead already …
 * @example
 * const sent = await sendCode(client, "+1-123-456-7890");
 * await cancelCode(client, "+1-123-456-7890", sent.phoneCodeHash);
 */
export async function cancelCode(context: AuthContext, phoneNumber: string, phoneCodeHash: string): Promise<void> {
  const digits = checkPhoneNumber(phoneNumber);
  checkTexts({ phoneCodeHash });
  await context.saveSignIn(null);
  await context.invoke({ _: "auth.cancelCode", phoneNumber: digits, phoneCodeHash });
}

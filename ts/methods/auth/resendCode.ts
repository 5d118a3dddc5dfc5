import type { AuthContext } from "../../auth/AuthContext.js";
import { checkPhoneNumber, checkTexts } from "../../auth/checkArguments.js";
import type { SentCode } from "../../types/authorization/SentCode.js";
import { takeSentCode } from "./takeSentCode.js";

/**
 * Sends the code again, in the way that `SentCode.nextType` names.
 *
 * Before sign-in only, and not before `SentCode.timeout` seconds have passed.
 * @param phoneNumber the number that `sendCode` was called with
 * @param phoneCodeHash of the code that did not arrive; the answer holds the next one
 * @returns where the code went this time
 * @throws {TypeError} when an argument is no string, or `phoneNumber` holds no phone number
 * @throws {RpcError} SEND_CODE_UNAVAILABLE (no other way is left), PHONE_CODE_EXPIRED (call `sendCode` again) …
 * @example
 * const sent = await sendCode(client, "+1-123-456-7890");
 * if (sent.nextType !== null) await resendCode(client, "+1-123-456-7890", sent.phoneCodeHash);
 */
export async function resendCode(context: AuthContext, phoneNumber: string, phoneCodeHash: string): Promise<SentCode> {
  const digits = checkPhoneNumber(phoneNumber);
  checkTexts({ phoneCodeHash });
  const sent = await context.invoke({ _: "auth.resendCode", phoneNumber: digits, phoneCodeHash });
  return await takeSentCode(context, phoneNumber, sent);
}

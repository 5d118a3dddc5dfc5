import type { AuthContext } from "../../auth/AuthContext.js";
import { phoneDigits } from "../../auth/phoneNumber.js";

/**
 * Calls a sign-in code off and removes the stored sign-in.
 * @param phoneNumber the number that `sendCode` was called with
 * @param phoneCodeHash of the code that is not wanted any more
 * @throws {RpcError} PHONE_CODE_EXPIRED when it was dead already …
 * @example
 * const sent = await sendCode(client, "+1-123-456-7890");
 * await cancelCode(client, "+1-123-456-7890", sent.phoneCodeHash);
 */
export async function cancelCode(context: AuthContext, phoneNumber: string, phoneCodeHash: string): Promise<void> {
  await context.saveSignIn(null);
  await context.invoke({ _: "auth.cancelCode", phoneNumber: phoneDigits(phoneNumber), phoneCodeHash });
}

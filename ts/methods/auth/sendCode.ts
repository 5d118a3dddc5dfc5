import type { AuthContext } from "../../auth/AuthContext.js";
import { checkPhoneNumber } from "../../auth/checkArguments.js";
import { requestCode } from "../../auth/requestCode.js";
import type { SentCode } from "../../types/authorization/SentCode.js";
import { takeSentCode } from "./takeSentCode.js";

/**
 * Sends a sign-in code to a phone number, as a first step of signing in by hand; `start()` does all of it.
 * The state is kept in the session file, so another process may go on with it.
 *
 * Before sign-in only. Telegram allows few codes a day for one number, and answers with a flood wait then.
 * @param phoneNumber in international form; plus, minus, spaces and brackets are fine
 * @returns where the code went, with the `phoneCodeHash` that `signIn` needs
 * @throws {TypeError} when `phoneNumber` holds no phone number
 * @throws {RpcError} PHONE_NUMBER_INVALID, PHONE_NUMBER_BANNED, PHONE_NUMBER_FLOOD, API_ID_INVALID, SESSION_PASSWORD_NEEDED …
 * @example
 * const sent = await sendCode(client, "+1-123-456-7890");
 * console.log(sent.type, sent.phoneCodeHash.length);
 */
export async function sendCode(context: AuthContext, phoneNumber: string): Promise<SentCode> {
  checkPhoneNumber(phoneNumber);
  return await takeSentCode(context, phoneNumber, await requestCode(context, phoneNumber));
}

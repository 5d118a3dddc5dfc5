import type { PeerLike } from "../../peers/index.js";
import type { Message, SendContactOptions } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a phone number with a name.
 *
 * @throws {TypeError} naming the argument that is no string
 * @throws {RpcError} PHONE_NUMBER_INVALID …
 */
export async function sendContact(
  client: MethodClient,
  chatId: PeerLike,
  phoneNumber: string,
  firstName: string,
  { lastName = "", vcard = "", ...options }: SendContactOptions = {},
): Promise<Message> {
  checkString(phoneNumber, "phoneNumber");
  checkString(firstName, "firstName");
  return sendMedia(client, chatId, { _: "inputMediaContact", phoneNumber, firstName, lastName, vcard }, options);
}

import type { PeerLike } from "../../peers/index.js";
import type { Message, SendMediaOptions } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import { inputFile } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a file that is at Telegram, of whatever kind, by its Bot-API file id.
 *
 * @throws {TypeError} when `fileId` is no string
 * @throws {NotSupportedError} when it is no file id
 * @throws {RpcError} FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendCachedMedia(client: MethodClient, chatId: PeerLike, fileId: string, options: SendMediaOptions = {}): Promise<Message> {
  checkString(fileId, "fileId");
  return sendMedia(client, chatId, inputFile(fileId, "document", "fileId"), options);
}

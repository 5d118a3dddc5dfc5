import type { PeerLike } from "../../peers/index.js";
import type { Message, SendPhotoOptions } from "../../types/index.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a photo that is at Telegram or on the web.
 *
 * @param photo a Bot-API file id, an `https:` link that Telegram fetches, or a TL object
 * @throws {NotSupportedError} for files of the computer, which this version does not upload
 * @throws {RpcError} WEBPAGE_CURL_FAILED, FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendPhoto(
  client: MethodClient,
  chatId: PeerLike,
  photo: FileToSend,
  { hasSpoiler, ttlSeconds, ...options }: SendPhotoOptions = {},
): Promise<Message> {
  return sendMedia(client, chatId, inputFile(photo, "photo", "photo", { hasSpoiler, ttlSeconds }), options);
}

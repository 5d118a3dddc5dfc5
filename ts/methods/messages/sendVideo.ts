import type { PeerLike } from "../../peers/index.js";
import type { Message, SendVideoOptions } from "../../types/index.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a video that is at Telegram or on the web.
 *
 * @param video a Bot-API file id, an `https:` link that Telegram fetches, or a TL object
 * @throws {NotSupportedError} for files of the computer, which this version does not upload
 * @throws {RpcError} WEBPAGE_CURL_FAILED, FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendVideo(
  client: MethodClient,
  chatId: PeerLike,
  video: FileToSend,
  { hasSpoiler, ttlSeconds, ...options }: SendVideoOptions = {},
): Promise<Message> {
  return sendMedia(client, chatId, inputFile(video, "document", "video", { hasSpoiler, ttlSeconds }), options);
}

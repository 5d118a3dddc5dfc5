import type { PeerLike } from "../../peers/index.js";
import type { Message, SendAnimationOptions } from "../../types/index.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends an animation (GIF) that is at Telegram or on the web.
 *
 * @param animation a Bot-API file id, an `https:` link that Telegram fetches, or a TL object
 * @throws {NotSupportedError} for files of the computer, which this version does not upload
 * @throws {RpcError} WEBPAGE_CURL_FAILED, FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendAnimation(
  client: MethodClient,
  chatId: PeerLike,
  animation: FileToSend,
  { hasSpoiler, ...options }: SendAnimationOptions = {},
): Promise<Message> {
  return sendMedia(client, chatId, inputFile(animation, "document", "animation", { hasSpoiler }), options);
}

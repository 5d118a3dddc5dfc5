import type { PeerLike } from "../../peers/index.js";
import type { Message, SendVoiceOptions } from "../../types/index.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a voice note that is at Telegram or on the web.
 *
 * @param voice a Bot-API file id, an `https:` link that Telegram fetches, or a TL object
 * @throws {NotSupportedError} for files of the computer, which this version does not upload
 * @throws {RpcError} WEBPAGE_CURL_FAILED, FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendVoice(
  client: MethodClient,
  chatId: PeerLike,
  voice: FileToSend,
  options: SendVoiceOptions = {},
): Promise<Message> {
  return sendMedia(client, chatId, inputFile(voice, "document", "voice"), options);
}

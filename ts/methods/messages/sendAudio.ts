import type { PeerLike } from "../../peers/index.js";
import type { Message, SendAudioOptions } from "../../types/index.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends an audio file that is at Telegram or on the web.
 *
 * @param audio a Bot-API file id, an `https:` link that Telegram fetches, or a TL object
 * @throws {NotSupportedError} for files of the computer, which this version does not upload
 * @throws {RpcError} WEBPAGE_CURL_FAILED, FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendAudio(
  client: MethodClient,
  chatId: PeerLike,
  audio: FileToSend,
  options: SendAudioOptions = {},
): Promise<Message> {
  return sendMedia(client, chatId, inputFile(audio, "document", "audio"), options);
}

import type { PeerLike } from "../../peers/index.js";
import type { Message, SendDocumentOptions } from "../../types/index.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a document that is at Telegram or on the web.
 *
 * @param document a Bot-API file id, an `https:` link that Telegram fetches, or a TL object
 * @throws {NotSupportedError} for files of the computer, which this version does not upload
 * @throws {RpcError} WEBPAGE_CURL_FAILED, FILE_REFERENCE_EXPIRED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 */
export async function sendDocument(
  client: MethodClient,
  chatId: PeerLike,
  document: FileToSend,
  options: SendDocumentOptions = {},
): Promise<Message> {
  return sendMedia(client, chatId, inputFile(document, "document", "document"), options);
}

import type { PeerLike } from "../../peers/index.js";
import type { EditMediaOptions, InputMedia, Message } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import { formattedText } from "../formattedText.js";
import { inputMedia } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import { editedMessage } from "./editedMessage.js";

/**
 * Puts other media, with other words, into a message.
 *
 * @returns the message as it is now
 * @throws {NotSupportedError} for files of the computer
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MEDIA_NEW_INVALID, MESSAGE_ID_INVALID …
 */
export async function editMessageMedia(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  media: InputMedia,
  options: EditMediaOptions = {},
): Promise<Message> {
  checkMessageId(messageId);
  const { caption = "", parseMode, captionEntities } = media;
  const words = await formattedText(client, caption, { parseMode, entities: captionEntities }, "caption");
  const peer = await client.resolvePeer(chatId, "chatId");
  const markup = await replyMarkup(client, options.replyMarkup);
  const updates = await client.invoke(
    { _: "messages.editMessage", peer, id: messageId, media: inputMedia(media), ...words, replyMarkup: markup },
    { signal: options.signal },
  );
  return editedMessage(client, updates, messageId);
}

import type { PeerLike } from "../../peers/index.js";
import type { TextLike } from "../../text/index.js";
import type { EditCaptionOptions, Message } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import { formattedText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import { editedMessage } from "./editedMessage.js";

/**
 * Changes the words under a photo, video or other media; an empty text takes them away.
 *
 * @returns the message as it is now
 * @throws {TypeError}, {RangeError} naming the argument; {@link TextError} when the formatting is broken
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MESSAGE_ID_INVALID, MEDIA_CAPTION_TOO_LONG …
 */
export async function editMessageCaption(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  caption: TextLike,
  options: EditCaptionOptions = {},
): Promise<Message> {
  checkMessageId(messageId);
  const { parseMode, captionEntities, signal } = options;
  const { message, entities } = await formattedText(client, caption, { parseMode, entities: captionEntities }, "caption");
  const peer = await client.resolvePeer(chatId, "chatId");
  const markup = await replyMarkup(client, options.replyMarkup);
  const updates = await client.invoke(
    { _: "messages.editMessage", peer, id: messageId, message, entities, replyMarkup: markup },
    { signal },
  );
  return editedMessage(client, updates, messageId);
}

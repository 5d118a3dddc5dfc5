import type { PeerLike } from "../../peers/index.js";
import type { TextLike } from "../../text/index.js";
import type { EditTextOptions, Message } from "../../types/index.js";
import { checkMessageId, flag } from "../checkArguments.js";
import { requireText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import { editedMessage } from "./editedMessage.js";
import { inputPreview } from "./sendMessage.js";

/**
 * Changes the text of a message of one's own, or of one's channel.
 *
 * Users and bots; users within 48 hours, bots and channels without limit.
 * @returns the message as it is now
 * @throws {TypeError}, {RangeError} naming the argument; {@link TextError} when the formatting is broken
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MESSAGE_ID_INVALID, MESSAGE_EDIT_TIME_EXPIRED, MESSAGE_AUTHOR_REQUIRED …
 * @example
 * await editMessageText(client, "me", 5, "a **better** text");
 */
export async function editMessageText(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  text: TextLike,
  options: EditTextOptions = {},
): Promise<Message> {
  checkMessageId(messageId);
  const { message, entities } = await requireText(client, text, options);
  const { disableWebPagePreview, linkPreview, signal } = options;
  const updates = await client.invoke(
    {
      _: "messages.editMessage",
      peer: await client.resolvePeer(chatId, "chatId"),
      id: messageId,
      message,
      entities,
      noWebpage: flag(disableWebPagePreview),
      invertMedia: flag(linkPreview?.isAbove),
      media: inputPreview(linkPreview, message, entities),
      replyMarkup: await replyMarkup(client, options.replyMarkup),
    },
    { signal },
  );
  return editedMessage(client, updates, messageId);
}

import type { PeerLike } from "../../peers/index.js";
import type { Message, ReplyMarkup } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import { editedMessage } from "./editedMessage.js";

export interface EditMarkupOptions {
  /** Inline buttons; without it those of the message go. */
  readonly replyMarkup?: ReplyMarkup | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Changes the inline buttons under a message, or takes them away. Bots only.
 *
 * @returns the message as it is now
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MESSAGE_ID_INVALID, BUTTON_DATA_INVALID …
 */
export async function editMessageReplyMarkup(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  options: EditMarkupOptions = {},
): Promise<Message> {
  checkMessageId(messageId);
  const peer = await client.resolvePeer(chatId, "chatId");
  const markup = await replyMarkup(client, options.replyMarkup);
  const updates = await client.invoke({ _: "messages.editMessage", peer, id: messageId, replyMarkup: markup }, { signal: options.signal });
  return editedMessage(client, updates, messageId);
}

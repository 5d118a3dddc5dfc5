import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { CopyMessageOptions, Message } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import { inputMediaOf } from "../media/inputMediaOf.js";
import type { MethodClient } from "../MethodClient.js";
import { getMessages } from "./getMessages.js";
import { sendMedia } from "./sendMedia.js";
import { sendMessage } from "./sendMessage.js";

/**
 * Sends the same again as a message of one's own: a forward that does not say where it comes from.
 *
 * @throws {RangeError} when there is no such message, or nothing in it can be copied (service messages, games, invoices)
 * @throws {RpcError} CHAT_FORWARDS_RESTRICTED, MEDIA_EMPTY, CHAT_WRITE_FORBIDDEN …
 * @example
 * await copyMessage(client, "me", "@durov", 5, { caption: "look" });
 */
export async function copyMessage(
  client: MethodClient,
  chatId: PeerLike,
  fromChatId: PeerLike,
  messageId: number,
  options: CopyMessageOptions = {},
): Promise<Message> {
  checkMessageId(messageId);
  const { raw } = await getMessages(client, fromChatId, messageId);
  return sendCopy(client, chatId, copyable(raw, messageId), options);
}

/** @throws RangeError for what is no ordinary message */
export function copyable(raw: tl.Message, messageId: number): tl.RawMessage {
  if (raw._ === "message") return raw;
  throw new RangeError(`messageId must name a message that can be copied, and ${messageId} ${raw._ === "messageEmpty" ? "does not exist" : "is a service message"}`);
}

async function sendCopy(client: MethodClient, chatId: PeerLike, raw: tl.RawMessage, { caption, captionEntities, ...options }: CopyMessageOptions): Promise<Message> {
  const { media } = raw;
  if (media === undefined || media._ === "messageMediaEmpty" || media._ === "messageMediaWebPage") {
    return sendMessage(client, chatId, raw.message, { ...options, entities: raw.entities ?? [], disableWebPagePreview: media === undefined });
  }
  const words = caption === undefined ? { caption: raw.message, captionEntities: raw.entities ?? [] } : { caption, captionEntities };
  return sendMedia(client, chatId, inputMediaOf(media), { ...options, ...words });
}

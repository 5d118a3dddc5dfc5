import type { PeerLike } from "../../peers/index.js";
import type { TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import type { LinkPreview, Message, SendMessageOptions } from "../../types/index.js";
import { flag } from "../checkArguments.js";
import { requireText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId as newRandomId } from "../randomId.js";
import { chatOrder } from "./chatOrder.js";
import { sendFields } from "./sendFields.js";
import { sentMessage } from "./sentMessages.js";

/**
 * Sends a text, of up to 4096 characters after its formatting is read. `splitText` cuts longer ones.
 *
 * Users and bots. Messages to one chat arrive in the order of the calls, awaited or not. A method of its own at Telegram: messages.sendMessage, or messages.sendMedia when a link preview of
 * a given look is asked for.
 * @returns the message as it was sent
 * @throws {TypeError} when `chatId` or `text` is of the wrong kind, {@link TextError} when the formatting is broken
 * @throws {RangeError} when the text is empty
 * @throws {UnknownPeerError} when the chat cannot be found
 * @throws {RpcError} CHAT_WRITE_FORBIDDEN, USER_IS_BLOCKED, MESSAGE_TOO_LONG, SLOWMODE_WAIT_%d, PEER_FLOOD …
 * @example
 * await sendMessage(client, "me", "**bold** and __italic__");
 * await sendMessage(client, "@durov", "a quote", { replyTo: { message: 5, quote: "these words" } });
 */
export async function sendMessage(client: MethodClient, chatId: PeerLike, text: TextLike, options: SendMessageOptions = {}): Promise<Message> {
  const { message, entities } = await requireText(client, text, options);
  const peer = await client.resolvePeer(chatId, "chatId");
  const fields = await sendFields(client, options);
  const randomId = newRandomId();
  const { linkPreview, disableWebPagePreview, signal } = options;
  const media = inputPreview(linkPreview, message, entities);
  const order = chatOrder(client, peer);
  const common = { peer, message, entities, randomId, invertMedia: flag(linkPreview?.isAbove), ...fields };
  const updates =
    media === undefined
      ? await client.invoke({ _: "messages.sendMessage", noWebpage: flag(disableWebPagePreview), ...common }, { signal, order })
      : await client.invoke({ _: "messages.sendMedia", media, ...common }, { signal, order });
  return sentMessage(client, updates, randomId, { peer, message, entities, ...fields });
}

/** A preview of which more is said than where it stands is media of its own. */
export function inputPreview(
  preview: LinkPreview | undefined,
  text: string,
  entities: readonly tl.MessageEntity[] = [],
): tl.RawInputMediaWebPage | undefined {
  if (preview === undefined || (preview.url === undefined && preview.size === undefined)) return undefined;
  const url = preview.url ?? firstLink(text, entities);
  if (url === undefined) return undefined;
  // Optional: a site without a preview must not stop the message.
  return { _: "inputMediaWebPage", url, optional: true, forceLargeMedia: flag(preview.size === "large"), forceSmallMedia: flag(preview.size === "small") };
}

function firstLink(text: string, entities: readonly tl.MessageEntity[]): string | undefined {
  const hidden = entities.find((entity) => entity._ === "messageEntityTextUrl");
  const shown = /\bhttps?:\/\/[^\s<>"]+/i.exec(text);
  if (hidden !== undefined && (shown === null || hidden.offset < shown.index)) return hidden.url;
  return shown?.[0];
}

import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { Message, SendMediaOptions } from "../../types/index.js";
import { formattedText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId as newRandomId } from "../randomId.js";
import { chatOrder } from "./chatOrder.js";
import { sendFields } from "./sendFields.js";
import { sentMessage } from "./sentMessages.js";

/** Sends media of any kind in the form that Telegram takes. */
export async function sendMedia(client: MethodClient, chatId: PeerLike, media: tl.InputMedia, options: SendMediaOptions): Promise<Message> {
  const { caption = "", parseMode, captionEntities, signal } = options;
  const { message, entities } = await formattedText(client, caption, { parseMode, entities: captionEntities }, "caption");
  const peer = await client.resolvePeer(chatId, "chatId");
  const fields = await sendFields(client, options);
  const randomId = newRandomId();
  const updates = await client.invoke({ _: "messages.sendMedia", peer, media, message, entities, randomId, ...fields }, { signal, order: chatOrder(client, peer) });
  return sentMessage(client, updates, randomId, { peer, message, entities, ...fields });
}

import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { InputMedia, Message, SendOptions } from "../../types/index.js";
import { formattedText } from "../formattedText.js";
import { inputMedia } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId as newRandomId } from "../randomId.js";
import { chatOrder } from "./chatOrder.js";
import { sendFields } from "./sendFields.js";
import { messagesOf } from "./sentMessages.js";

export type SendMediaGroupOptions = Omit<SendOptions, "replyMarkup">;

/** Most parts of an album. */
const MAX_PARTS = 10;

/**
 * Sends an album of 2 to 10 photos and videos, of documents, or of audio files.
 *
 * @returns its messages, in order
 * @throws {RangeError} for fewer than 2 or more than 10 parts
 * @throws {NotSupportedError} for files that are not at Telegram yet
 * @throws {RpcError} MEDIA_INVALID, MEDIA_EMPTY, MULTI_MEDIA_TOO_LONG …
 */
export async function sendMediaGroup(
  client: MethodClient,
  chatId: PeerLike,
  media: readonly InputMedia[],
  options: SendMediaGroupOptions = {},
): Promise<Message[]> {
  if (!Array.isArray(media) || media.length < 2 || media.length > MAX_PARTS) throw new RangeError("media must be an array of 2 to 10 parts");
  const peer = await client.resolvePeer(chatId, "chatId");
  const parts = await Promise.all(media.map((part: InputMedia) => singleMedia(client, peer, part)));
  return sendAlbum(client, peer, parts, options);
}

/** Sends parts that are ready. */
export async function sendAlbum(client: MethodClient, peer: tl.InputPeer, parts: tl.InputSingleMedia[], options: SendMediaGroupOptions): Promise<Message[]> {
  const { silent, noforwards, scheduleDate, replyTo, sendAs, effect } = await sendFields(client, options);
  const updates = await client.invoke(
    { _: "messages.sendMultiMedia", peer, multiMedia: parts, silent, noforwards, scheduleDate, replyTo, sendAs, effect },
    { signal: options.signal, order: chatOrder(client, peer) },
  );
  return messagesOf(client, updates, parts.map(({ randomId }) => randomId));
}

async function singleMedia(client: MethodClient, peer: tl.InputPeer, part: InputMedia): Promise<tl.InputSingleMedia> {
  const { caption = "", parseMode, captionEntities } = part;
  const { message, entities } = await formattedText(client, caption, { parseMode, entities: captionEntities }, "caption");
  const media = await stored(client, peer, inputMedia(part));
  return { _: "inputSingleMedia", media, randomId: newRandomId(), message, entities };
}

/** Albums take only what is at Telegram: links are fetched first. */
async function stored(client: MethodClient, peer: tl.InputPeer, media: tl.InputMedia): Promise<tl.InputMedia> {
  if (media._ !== "inputMediaPhotoExternal" && media._ !== "inputMediaDocumentExternal") return media;
  const uploaded = await client.invoke({ _: "messages.uploadMedia", peer, media });
  const spoiler = media.spoiler;
  if (uploaded._ === "messageMediaPhoto" && uploaded.photo?._ === "photo") {
    const { id, accessHash, fileReference } = uploaded.photo;
    return { _: "inputMediaPhoto", id: { _: "inputPhoto", id, accessHash, fileReference }, spoiler };
  }
  if (uploaded._ === "messageMediaDocument" && uploaded.document?._ === "document") {
    const { id, accessHash, fileReference } = uploaded.document;
    return { _: "inputMediaDocument", id: { _: "inputDocument", id, accessHash, fileReference }, spoiler };
  }
  return media;
}

import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { Message } from "../../types/index.js";
import { formattedText } from "../formattedText.js";
import { inputMediaOf } from "../media/inputMediaOf.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId as newRandomId } from "../randomId.js";
import { copyable } from "./copyMessage.js";
import { getMediaGroup } from "./getMediaGroup.js";
import { sendAlbum, type SendMediaGroupOptions } from "./sendMediaGroup.js";

export interface CopyMediaGroupOptions extends SendMediaGroupOptions {
  /** Other words: for the first part, or one for each part, `null` for the part's own. @default the album's own */
  readonly captions?: string | readonly (string | null)[] | undefined;
}

/**
 * Sends an album again as messages of one's own.
 *
 * @param messageId any part of the album
 * @returns the new messages, in order
 * @throws {RangeError} when the message is no part of an album
 * @throws {RpcError} CHAT_FORWARDS_RESTRICTED, CHAT_WRITE_FORBIDDEN …
 */
export async function copyMediaGroup(
  client: MethodClient,
  chatId: PeerLike,
  fromChatId: PeerLike,
  messageId: number,
  { captions, ...options }: CopyMediaGroupOptions = {},
): Promise<Message[]> {
  const album = await getMediaGroup(client, fromChatId, messageId);
  const parts = album.map(async ({ raw, id }, index): Promise<tl.InputSingleMedia> => {
    const source = copyable(raw, id);
    // One text stands in for those of all parts, and shows under the first.
    const caption = typeof captions === "string" ? (index === 0 ? captions : "") : (captions?.[index] ?? null);
    const words = await formattedText(client, caption ?? source.message, caption === null ? { entities: source.entities ?? [] } : {}, "captions");
    const { message, entities } = words;
    return { _: "inputSingleMedia", media: inputMediaOf(source.media), randomId: newRandomId(), message, entities };
  });
  return sendAlbum(client, await client.resolvePeer(chatId, "chatId"), await Promise.all(parts), options);
}

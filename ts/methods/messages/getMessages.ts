import type { PeerLike } from "../../peers/index.js";
import { toInputChannel } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { Message, PeerIndex, type AbortOptions } from "../../types/index.js";
import { messageIdList } from "../checkArguments.js";
import { inChunks } from "../inChunks.js";
import type { MethodClient } from "../MethodClient.js";
import { messageList } from "./messageList.js";

export interface GetMessagesOptions extends AbortOptions {
  /** Numbers of the messages. */
  readonly messageIds?: number | readonly number[] | undefined;
  /** Gets what these messages answer instead. */
  readonly replyToMessageIds?: number | readonly number[] | undefined;
}

/** Most that Telegram gives at once. */
const CHUNK = 100;

/**
 * Gets messages by their numbers; for one number one message, for several an array in the same order. A message that
 * does not exist (any more) comes as one that is `empty`.
 *
 * Users and bots; bots only see what was sent to them.
 * @throws {TypeError} when neither `messageIds` nor `replyToMessageIds` is given
 * @throws {RpcError} CHANNEL_PRIVATE, CHANNEL_INVALID …
 * @example
 * const message = await getMessages(client, "@durov", 5);
 * const messages = await getMessages(client, "@durov", { messageIds: [5, 6, 7] });
 */
export async function getMessages(client: MethodClient, chatId: PeerLike, ids: number, options?: AbortOptions): Promise<Message>;
export async function getMessages(client: MethodClient, chatId: PeerLike, ids: readonly number[], options?: AbortOptions): Promise<Message[]>;
export async function getMessages(
  client: MethodClient,
  chatId: PeerLike,
  ids: number | readonly number[] | GetMessagesOptions,
  options?: AbortOptions,
): Promise<Message | Message[]>;
export async function getMessages(
  client: MethodClient,
  chatId: PeerLike,
  ids: number | readonly number[] | GetMessagesOptions,
  abort: AbortOptions = {},
): Promise<Message | Message[]> {
  const options: GetMessagesOptions = isIds(ids) ? { messageIds: ids, ...abort } : ids;
  const { messageIds, replyToMessageIds, signal } = options ?? {};
  const wanted = replyToMessageIds ?? messageIds;
  if (wanted === undefined) throw new TypeError("messageIds or replyToMessageIds must be given");
  const kind = replyToMessageIds === undefined ? "inputMessageID" : "inputMessageReplyTo";
  const list = messageIdList(wanted, replyToMessageIds === undefined ? "messageIds" : "replyToMessageIds");
  const peer = await client.resolvePeer(chatId, "chatId");
  const found = await inChunks(list, CHUNK, async (chunk) => {
    const id = chunk.map((number): tl.InputMessage => ({ _: kind, id: number }));
    const answer = isChannel(peer)
      ? await client.invoke({ _: "channels.getMessages", channel: toInputChannel(peer), id }, { signal })
      : await client.invoke({ _: "messages.getMessages", id }, { signal });
    return messageList(client, answer);
  });
  if (typeof wanted !== "number") return found;
  return found[0] ?? new Message({ _: "messageEmpty", id: wanted }, PeerIndex.EMPTY, client.objects);
}

/** Channels and supergroups number their messages themselves; all other chats share the account's numbers. */
export function isChannel(peer: tl.InputPeer): peer is tl.RawInputPeerChannel | tl.RawInputPeerChannelFromMessage {
  return peer._ === "inputPeerChannel" || peer._ === "inputPeerChannelFromMessage";
}

function isIds(ids: number | readonly number[] | GetMessagesOptions): ids is number | readonly number[] {
  return typeof ids === "number" || Array.isArray(ids);
}

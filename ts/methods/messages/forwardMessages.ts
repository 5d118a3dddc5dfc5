import type { PeerLike } from "../../peers/index.js";
import type { ForwardOptions, Message, SendOptions } from "../../types/index.js";
import { flag, messageIdList } from "../checkArguments.js";
import { inChunks } from "../inChunks.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId as newRandomId } from "../randomId.js";
import { chatOrder } from "./chatOrder.js";
import { sendFields } from "./sendFields.js";
import { messagesOf } from "./sentMessages.js";

export interface ForwardMessagesOptions extends ForwardOptions, Pick<SendOptions, "sendAs"> {
  /** Leaves out who wrote them. @default false */
  readonly dropAuthor?: boolean | undefined;
  /** Leaves out the words under media; only with `dropAuthor`. @default false */
  readonly dropCaptions?: boolean | undefined;
}

/** Most that Telegram forwards at once. */
const CHUNK = 100;

/**
 * Forwards messages to another chat; albums stay together when all of their parts are named.
 *
 * @returns for one number the new message, for several an array of those that were forwarded
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} CHAT_FORWARDS_RESTRICTED, MESSAGE_ID_INVALID, CHAT_WRITE_FORBIDDEN …
 * @example
 * await forwardMessages(client, "me", "@durov", [5, 6]);
 */
export async function forwardMessages(
  client: MethodClient,
  chatId: PeerLike,
  fromChatId: PeerLike,
  messageIds: number,
  options?: ForwardMessagesOptions,
): Promise<Message>;
export async function forwardMessages(
  client: MethodClient,
  chatId: PeerLike,
  fromChatId: PeerLike,
  messageIds: readonly number[],
  options?: ForwardMessagesOptions,
): Promise<Message[]>;
export async function forwardMessages(
  client: MethodClient,
  chatId: PeerLike,
  fromChatId: PeerLike,
  messageIds: number | readonly number[],
  options?: ForwardMessagesOptions,
): Promise<Message | Message[]>;
export async function forwardMessages(
  client: MethodClient,
  chatId: PeerLike,
  fromChatId: PeerLike,
  messageIds: number | readonly number[],
  options: ForwardMessagesOptions = {},
): Promise<Message | Message[]> {
  const ids = messageIdList(messageIds);
  const toPeer = await client.resolvePeer(chatId, "chatId");
  const fromPeer = await client.resolvePeer(fromChatId, "fromChatId");
  const { messageThreadId, dropAuthor, dropCaptions, signal, ...rest } = options;
  const { silent, noforwards, scheduleDate, sendAs } = await sendFields(client, rest);
  const sent = await inChunks(ids, CHUNK, async (chunk) => {
    const randomId = chunk.map(() => newRandomId());
    const updates = await client.invoke(
      {
        _: "messages.forwardMessages",
        fromPeer,
        toPeer,
        id: [...chunk],
        randomId,
        topMsgId: messageThreadId,
        dropAuthor: flag(dropAuthor),
        dropMediaCaptions: flag(dropCaptions),
        silent,
        noforwards,
        scheduleDate,
        sendAs,
      },
      { signal, order: chatOrder(client, toPeer) },
    );
    return messagesOf(client, updates, randomId);
  });
  if (typeof messageIds !== "number") return sent;
  const [only] = sent;
  if (only === undefined) throw new RangeError(`messageIds must name a message of that chat, and ${messageIds} is none`);
  return only;
}

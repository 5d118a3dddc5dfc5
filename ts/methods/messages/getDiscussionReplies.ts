import type { PeerLike } from "../../peers/index.js";
import type { Message } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { messageCount, messageList } from "./messageList.js";

const PAGE = 100;
const NONE = { offsetDate: 0, addOffset: 0, maxId: 0, minId: 0, hash: 0n } as const;

/**
 * The comments on a channel's post, or the messages of a thread, newest first. Users only.
 *
 * @throws {RpcError} MSG_ID_INVALID when there is no such thread
 */
export function getDiscussionReplies(client: MethodClient, chatId: PeerLike, messageId: number, options: ListOptions = {}): AsyncList<Message> {
  checkMessageId(messageId);
  return asyncList(options, PAGE, () => {
    let offsetId = 0;
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      const answer = await client.invoke({ _: "messages.getReplies", peer, msgId: messageId, ...NONE, offsetId, limit }, { signal: options.signal });
      const items = messageList(client, answer);
      offsetId = items.at(-1)?.id ?? 0;
      return { items, isLast: answer._ === "messages.messages" };
    };
  });
}

/** How many comments a channel's post has. Users only. */
export async function getDiscussionRepliesCount(client: MethodClient, chatId: PeerLike, messageId: number): Promise<number> {
  checkMessageId(messageId);
  const peer = await client.resolvePeer(chatId, "chatId");
  return messageCount(await client.invoke({ _: "messages.getReplies", peer, msgId: messageId, ...NONE, offsetId: 0, limit: 1 }));
}

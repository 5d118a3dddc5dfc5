import type { PeerLike } from "../../peers/index.js";
import type { Message } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { unixTime } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { messageList } from "./messageList.js";

export interface GetChatHistoryOptions extends ListOptions {
  /** How many messages to leave out at the beginning; below 0 to begin with newer ones. @default 0 */
  readonly offset?: number | undefined;
  /** Begins with messages older than this one. @default the newest */
  readonly offsetId?: number | undefined;
  /** Begins with messages older than this. */
  readonly offsetDate?: Date | undefined;
}

const PAGE = 100;

/**
 * The messages of a chat, newest first. Users only.
 *
 * @returns a list that is fetched while it is gone through
 * @throws {RpcError} CHANNEL_PRIVATE, CHAT_ID_INVALID …
 * @example
 * for await (const message of getChatHistory(client, "@durov", { limit: 50 })) console.log(message.text);
 */
export function getChatHistory(client: MethodClient, chatId: PeerLike, options: GetChatHistoryOptions = {}): AsyncList<Message> {
  const { offset = 0, offsetId = 0, offsetDate, signal } = options;
  const startDate = unixTime(offsetDate, "offsetDate") ?? 0;
  return asyncList(options, PAGE, () => {
    let from = { offsetId, offsetDate: startDate, addOffset: offset };
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      const answer = await client.invoke({ _: "messages.getHistory", peer, ...from, limit, maxId: 0, minId: 0, hash: 0n }, { signal });
      const items = messageList(client, answer);
      from = { offsetId: items.at(-1)?.id ?? 0, offsetDate: 0, addOffset: 0 };
      return { items, isLast: answer._ === "messages.messages" };
    };
  });
}

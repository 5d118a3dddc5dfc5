import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { Message } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { unixTime } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { messageCount, messageList } from "./messageList.js";
import { messagesFilter, type MessagesFilter } from "./messagesFilter.js";

export interface SearchOptions {
  /** Words to search for. @default "" (all) */
  readonly query?: string | undefined;
  /** @default "empty" (all kinds) */
  readonly filter?: MessagesFilter | undefined;
  /** Only messages of this user or chat. */
  readonly fromUser?: PeerLike | undefined;
  /** Only messages of this topic or thread. */
  readonly messageThreadId?: number | undefined;
  /** Only messages from this time on. */
  readonly minDate?: Date | undefined;
  /** Only messages up to this time. */
  readonly maxDate?: Date | undefined;
}

export interface SearchMessagesOptions extends SearchOptions, ListOptions {
  /** How many messages to leave out at the beginning. @default 0 */
  readonly offset?: number | undefined;
  /** Begins with messages older than this one. */
  readonly offsetId?: number | undefined;
}

const PAGE = 100;

/**
 * Searches the messages of a chat, newest first. Users only.
 *
 * @throws {RangeError} for an unknown filter
 * @throws {RpcError} CHANNEL_PRIVATE, SEARCH_QUERY_EMPTY …
 * @example
 * for await (const message of searchMessages(client, "@durov", { query: "privacy" })) console.log(message.id);
 */
export function searchMessages(client: MethodClient, chatId: PeerLike, options: SearchMessagesOptions = {}): AsyncList<Message> {
  const { offset = 0, offsetId = 0, signal } = options;
  messagesFilter(options.filter);
  return asyncList(options, PAGE, () => {
    let from = { offsetId, addOffset: offset };
    return async (limit) => {
      const request = await searchRequest(client, chatId, options);
      const answer = await client.invoke({ ...request, ...from, limit }, { signal });
      const items = messageList(client, answer);
      from = { offsetId: items.at(-1)?.id ?? 0, addOffset: 0 };
      return { items, isLast: answer._ === "messages.messages" };
    };
  });
}

/** How many messages of a chat a search finds. Users only. */
export async function searchMessagesCount(client: MethodClient, chatId: PeerLike, options: SearchOptions = {}): Promise<number> {
  return messageCount(await client.invoke(await searchRequest(client, chatId, options)));
}

async function searchRequest(client: MethodClient, chatId: PeerLike, options: SearchOptions): Promise<tl.MessagesSearchRequest> {
  const { query = "", filter, fromUser, messageThreadId, minDate, maxDate } = options;
  return {
    _: "messages.search",
    peer: await client.resolvePeer(chatId, "chatId"),
    q: query,
    filter: messagesFilter(filter),
    fromId: fromUser === undefined ? undefined : await client.resolvePeer(fromUser, "fromUser"),
    topMsgId: messageThreadId,
    minDate: unixTime(minDate, "minDate") ?? 0,
    maxDate: unixTime(maxDate, "maxDate") ?? 0,
    offsetId: 0,
    addOffset: 0,
    limit: 1,
    maxId: 0,
    minId: 0,
    hash: 0n,
  };
}

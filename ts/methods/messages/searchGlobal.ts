import type { tl } from "../../tl/index.js";
import type { Message } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import type { MethodClient } from "../MethodClient.js";
import { messageCount, messageList } from "./messageList.js";
import { messagesFilter, type MessagesFilter } from "./messagesFilter.js";

export interface SearchGlobalOptions extends ListOptions {
  /** Words to search for. @default "" (all) */
  readonly query?: string | undefined;
  /** @default "empty" (all kinds) */
  readonly filter?: MessagesFilter | undefined;
}

const PAGE = 100;

/**
 * Searches the messages of all chats, newest first. Users only.
 *
 * @throws {RangeError} for an unknown filter
 * @example
 * for await (const message of searchGlobal(client, { query: "invoice", limit: 20 })) console.log(message.chat.title);
 */
export function searchGlobal(client: MethodClient, options: SearchGlobalOptions = {}): AsyncList<Message> {
  const { query = "", filter, signal } = options;
  const inputFilter = messagesFilter(filter);
  return asyncList(options, PAGE, () => {
    let from: Pick<tl.MessagesSearchGlobalRequest, "offsetRate" | "offsetPeer" | "offsetId"> = START;
    return async (limit) => {
      const answer = await client.invoke({ _: "messages.searchGlobal", q: query, filter: inputFilter, ...ALWAYS, ...from, limit }, { signal });
      const items = messageList(client, answer);
      const last = items.at(-1);
      if (last === undefined) return { items, isLast: true };
      // Rates order the chats: without one the date does.
      const nextRate = answer._ === "messages.messagesSlice" ? answer.nextRate : undefined;
      const offsetRate = nextRate ?? Math.floor(last.date.getTime() / 1000);
      from = { offsetRate, offsetPeer: await client.resolvePeer(last.chat.id), offsetId: last.id };
      return { items, isLast: answer._ === "messages.messages" };
    };
  });
}

/** How many messages of all chats a search finds. Users only. */
export async function searchGlobalCount(client: MethodClient, { query = "", filter }: Omit<SearchGlobalOptions, "limit"> = {}): Promise<number> {
  return messageCount(await client.invoke({ _: "messages.searchGlobal", q: query, filter: messagesFilter(filter), ...ALWAYS, ...START, limit: 1 }));
}

const START = { offsetRate: 0, offsetPeer: { _: "inputPeerEmpty" }, offsetId: 0 } as const;
const ALWAYS = { minDate: 0, maxDate: 0 } as const;

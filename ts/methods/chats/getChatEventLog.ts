import type { PeerLike } from "../../peers/index.js";
import { ChatEvent, PeerIndex, writeEventFilter, type ChatEventFilter } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import type { MethodClient } from "../MethodClient.js";
import { peerList } from "../peerList.js";

export interface GetChatEventLogOptions extends ListOptions {
  /** Words to search for. @default "" (all) */
  readonly query?: string | undefined;
  /** Begins with events older than this one. @default the newest */
  readonly offsetId?: bigint | undefined;
  /** @default all kinds */
  readonly filters?: ChatEventFilter | undefined;
  /** Only what these administrators did. */
  readonly userIds?: PeerLike | readonly PeerLike[] | undefined;
}

const PAGE = 100;

/**
 * What administrators did in a supergroup or channel in the last 48 hours, the newest first.
 *
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, CHANNEL_PRIVATE …
 */
export function getChatEventLog(client: MethodClient, chatId: PeerLike, options: GetChatEventLogOptions = {}): AsyncList<ChatEvent> {
  const { query = "", offsetId = 0n, filters = {}, userIds, signal } = options;
  const eventsFilter = writeEventFilter(filters);
  return asyncList(options, PAGE, () => {
    let maxId = offsetId;
    return async (limit) => {
      const channel = await client.resolveChannel(chatId, "chatId");
      const admins = userIds === undefined ? undefined : await Promise.all(peerList(userIds).map((user) => client.resolveUser(user, "userIds")));
      const request = { _: "channels.getAdminLog", channel, q: query, eventsFilter, admins, maxId, minId: 0n, limit } as const;
      const answer = await client.invoke(request, { signal });
      const peers = PeerIndex.of(answer);
      maxId = answer.events.at(-1)?.id ?? maxId;
      return { items: answer.events.map((event) => new ChatEvent(event, peers, client.objects)), isLast: false };
    };
  });
}

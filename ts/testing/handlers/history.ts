import { isObject, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { isMentioned, messageView } from "../world/messageViews.js";
import { peersOf } from "../world/namedPeers.js";
import type { Target } from "../world/Post.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import { GENERAL_TOPIC } from "../world/Topics.js";
import type { WorldState } from "../world/WorldState.js";
import { child, int, list, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { findMessage, requireChannel, requireInput, requirePeer } from "./peers.js";
import { messageFilter } from "./searchFilter.js";

/** Most messages in one answer. */
const MAX_PAGE = 100;

/** messages.* and channels.* that read messages. */
export const historyHandlers: HandlerTable = {
  "messages.getHistory": usersOnly((call) => {
    const peer = requirePeer(call);
    return page(call, peer, messagesOf(call, peer));
  }),
  "messages.search": usersOnly((call) => {
    const peer = call.request["peer"];
    if (isObject(peer) && peer._ === "inputPeerEmpty") {
      return searchMailbox(call);
    }
    const chat = requirePeer(call);
    const { request } = call;
    const from = request["fromId"];
    const author = isObject(from) ? requireInput(call, from).markedId : null;
    const topMsgId = optional(request, "topMsgId", int);
    const minDate = int(request, "minDate");
    const fits = messageFilter(call, text(request, "q"), child(request, "filter"));
    const found = messagesOf(call, chat).filter(
      (message) =>
        fits(message) &&
        (author === null || message.fromId === author) &&
        (topMsgId === null || isInThread(message, topMsgId)) &&
        message.dateSec >= minDate,
    );
    return page(call, chat, found);
  }),
  "messages.searchGlobal": usersOnly(searchMailbox),
  "messages.getSearchCounters": usersOnly((call) => {
    const chat = requirePeer(call);
    const all = messagesOf(call, chat);
    return list(call.request, "filters")
      .filter(isObject)
      .map((filter) => ({ _: "messages.searchCounter", filter, count: all.filter(messageFilter(call, "", filter)).length }));
  }),
  "messages.getUnreadMentions": usersOnly((call) => {
    const chat = requirePeer(call);
    return page(
      call,
      chat,
      messagesOf(call, chat).filter((message) => isMentioned(call.account, message) && message.id > readUpTo(call, chat)),
    );
  }),
  "messages.getReplies": usersOnly((call) => {
    const chat = requirePeer(call);
    const id = int(call.request, "msgId");
    if (findMessage(call, chat, id) === undefined && !(chat.kind === "channel" && chat.topics.byId.has(id))) {
      throw new RpcFault(400, "MSG_ID_INVALID");
    }
    return page(
      call,
      chat,
      messagesOf(call, chat).filter((message) => isInThread(message, id)),
    );
  }),
  "messages.getMessages": atHome((call) => {
    const { account } = call;
    return byId(call, null, (id) => account.mailbox.messages.get(id));
  }),
  "channels.getMessages": atHome((call) => {
    const channel = requireChannel(call);
    return byId(call, channel, (id) => findMessage(call, channel, id));
  }),
  "messages.getMessagesViews": usersOnly((call) => {
    const chat = requirePeer(call);
    const isCounted = call.request["increment"] === true;
    const views = list(call.request, "id").map((id) => {
      const message = typeof id === "number" ? findMessage(call, chat, id) : undefined;
      if (message === undefined || chat.kind !== "channel" || !chat.isBroadcast) {
        return { _: "messageViews" };
      }
      message.content.views += isCounted ? 1 : 0;
      return { _: "messageViews", views: message.content.views, forwards: message.content.forwards };
    });
    return { _: "messages.messageViews", views, chats: [], users: [] };
  }),
};

/** The messages of a chat that the caller may read, newest first. */
export function messagesOf({ account }: SignedInCall, chat: Target): StoredMessage[] {
  return chat.kind === "channel" ? chat.messagesFor(account.id) : account.mailbox.inChat(chat.markedId);
}

/** Whether a message belongs to a thread or topic; it begins with the message of that id. */
export function isInThread({ id, reply }: StoredMessage, topId: number): boolean {
  if (topId === GENERAL_TOPIC) {
    return reply?.isForumTopic !== true;
  }
  return reply?.topId === topId || reply?.messageId === topId || id === topId;
}

/** messages.messages with everybody that they name; of a channel, messages.channelMessages. */
export function messagesView(state: WorldState, account: Account, chat: Target | null, messages: readonly StoredMessage[]): TlObject {
  const views = messages.map((message) => messageView(state, account, message));
  const common = { messages: views, topics: [], ...peersOf(state, account, views) };
  return chat?.kind === "channel"
    ? { _: "messages.channelMessages", pts: chat.box.pts, count: messages.length, ...common }
    : { _: "messages.messages", ...common };
}

function byId(call: SignedInCall, chat: Target | null, find: (id: number) => StoredMessage | undefined): TlObject {
  const { state, account, request } = call;
  const wanted = list(request, "id")
    .filter(isObject)
    .map((input): readonly [id: number, message: StoredMessage | undefined] => {
      switch (input._) {
        case "inputMessageID":
          return [int(input, "id"), find(int(input, "id"))];
        case "inputMessageReplyTo": {
          const answered = find(int(input, "id"))?.replyToId ?? 0;
          return [answered, find(answered)];
        }
        case "inputMessagePinned": {
          const pinned = chat === null ? undefined : messagesOf(call, chat).find(({ isPinned }) => isPinned);
          return [pinned?.id ?? 0, pinned];
        }
        default:
          return [0, undefined];
      }
    });
  const view = messagesView(
    state,
    account,
    chat,
    wanted.flatMap(([, message]) => message ?? []),
  );
  return {
    ...view,
    messages: wanted.map(([id, message]) => (message === undefined ? { _: "messageEmpty", id } : messageView(state, account, message))),
  };
}

/** messages.searchGlobal: all that the caller can read, over all chats. */
function searchMailbox(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const query = text(request, "q");
  if (query.trim() === "" && child(request, "filter")._ === "inputMessagesFilterEmpty") {
    throw new RpcFault(400, "SEARCH_QUERY_EMPTY");
  }
  const fits = messageFilter(call, query, child(request, "filter"));
  const { channels } = state.chats.of(account.id);
  const wanted = (kind: Target["kind"], isBroadcast: boolean): boolean =>
    (request["broadcastsOnly"] !== true || isBroadcast) &&
    (request["groupsOnly"] !== true || kind === "chat" || (kind === "channel" && !isBroadcast)) &&
    (request["usersOnly"] !== true || kind === "user");
  const own = account.mailbox.newestFirst().filter((message) => wanted(message.peerId > 0n ? "user" : "chat", false));
  const others = channels.flatMap((channel) => (wanted("channel", channel.isBroadcast) ? channel.messagesFor(account.id) : []));
  const [minDate, maxDate, limit] = [int(request, "minDate"), int(request, "maxDate"), int(request, "limit")];
  // The rate to go on from is the date of the last message; ids put equal dates in order.
  const rate = optional(request, "offsetRate", int) ?? 0;
  const offsetId = int(request, "offsetId");
  const found = [...own, ...others]
    .filter((message) => fits(message) && message.dateSec >= minDate && (maxDate === 0 || message.dateSec <= maxDate))
    .sort((a, b) => b.dateSec - a.dateSec || b.id - a.id);
  const rest = rate === 0 ? found : found.filter((message) => message.dateSec < rate || (message.dateSec === rate && message.id < offsetId));
  const slice = rest.slice(0, Math.max(1, Math.min(limit, MAX_PAGE)));
  const view = messagesView(state, account, null, slice);
  return slice.length === found.length
    ? view
    : { ...view, _: "messages.messagesSlice", count: found.length, nextRate: slice.at(-1)?.dateSec };
}

/**
 * One page of a chat. offset_id or offset_date say where it begins (the messages older than it),
 * add_offset moves the beginning, negative towards newer ones.
 */
function page({ state, account, request }: SignedInCall, chat: Target, newestFirst: readonly StoredMessage[]): TlObject {
  const [offsetId, minId, maxId] = [int(request, "offsetId"), int(request, "minId"), int(request, "maxId")];
  const dateField = request["offsetDate"] ?? request["maxDate"];
  const offsetDate = typeof dateField === "number" ? dateField : 0;
  const limit = Math.max(0, Math.min(int(request, "limit"), MAX_PAGE));
  const older = newestFirst.findIndex(
    (message) => (offsetId === 0 || message.id < offsetId) && (offsetDate === 0 || message.dateSec < offsetDate),
  );
  const begin = (older < 0 ? newestFirst.length : older) + int(request, "addOffset");
  const slice = newestFirst
    .slice(Math.max(0, begin), Math.max(0, begin + limit))
    .filter((message) => message.id > minId && (maxId === 0 || message.id < maxId));
  const view = messagesView(state, account, chat, slice);
  const count = newestFirst.length;
  if (chat.kind === "channel") {
    return { ...view, count, offsetIdOffset: Math.max(0, begin) };
  }
  return slice.length === count ? view : { ...view, _: "messages.messagesSlice", count, offsetIdOffset: Math.max(0, begin) };
}

function readUpTo({ account }: SignedInCall, chat: Target): number {
  return chat.kind === "channel" ? (chat.members.get(account.id)?.readInboxMaxId ?? 0) : account.mailbox.readInboxMaxId(chat.markedId);
}

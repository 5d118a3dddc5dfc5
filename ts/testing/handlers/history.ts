import { isObject, type TlObject, type TlValue } from "../codec/index.js";
import type { Account } from "../world/Account.js";
import type { StoredMessage } from "../world/Mailbox.js";
import { messageView, peerView, usersView } from "../world/views.js";
import type { WorldState } from "../world/WorldState.js";
import { child, int, list, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { findPeer, requirePeer } from "./peers.js";
import { stateView } from "./updates.js";
import { NOTIFY_SETTINGS } from "./users.js";

/** Most messages or dialogs in one answer. */
const MAX_PAGE = 100;

/** messages.* that read what is there. */
export const historyHandlers: HandlerTable = {
  "messages.getHistory": usersOnly((call) => {
    const peer = requirePeer(call);
    return page(call, call.account.mailbox.inChat(peer.id));
  }),
  "messages.search": usersOnly((call) => {
    const peer = requirePeer(call);
    const wanted = text(call.request, "q").toLowerCase();
    return page(
      call,
      call.account.mailbox.inChat(peer.id).filter((message) => message.text.toLowerCase().includes(wanted)),
    );
  }),
  "messages.getMessages": atHome(({ state, account, request }) => {
    const ids = list(request, "id").map((input) => (isObject(input) ? int(input, "id") : 0));
    const found = ids.flatMap((id) => account.mailbox.messages.get(id) ?? []);
    return {
      ...messagesView(state, account, found),
      messages: ids.map((id) => {
        const message = account.mailbox.messages.get(id);
        return message === undefined ? { _: "messageEmpty", id } : messageView(account, message);
      }),
    };
  }),
  "messages.getDialogs": usersOnly(getDialogs),
  "messages.getPinnedDialogs": usersOnly(({ state, account }) => ({
    _: "messages.peerDialogs",
    ...dialogsView(state, account, []),
    state: stateView(state, account),
  })),
  "messages.getPeerDialogs": usersOnly((call) => {
    const peers = list(call.request, "peers").flatMap((input) => {
      const peer = isObject(input) && input._ === "inputDialogPeer" ? findPeer(call, child(input, "peer")) : null;
      return peer === null ? [] : [peer.id];
    });
    return { _: "messages.peerDialogs", ...dialogsView(call.state, call.account, peers), state: stateView(call.state, call.account) };
  }),
  "messages.getDialogFilters": usersOnly(() => ({ _: "messages.dialogFilters", filters: [] })),
  "messages.getPeerSettings": usersOnly((call) => {
    const peer = requirePeer(call);
    return {
      _: "messages.peerSettings",
      settings: { _: "peerSettings" },
      chats: [],
      users: usersView(call.state.accounts, call.account, [peer.id]),
    };
  }),
};

/**
 * One page of a chat. offset_id or offset_date say where it begins (the messages older than it),
 * add_offset moves the beginning, negative towards newer ones.
 */
function page({ state, account, request }: SignedInCall, newestFirst: readonly StoredMessage[]): TlObject {
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
  const view = messagesView(state, account, slice);
  return slice.length === newestFirst.length
    ? view
    : { ...view, _: "messages.messagesSlice", count: newestFirst.length, offsetIdOffset: Math.max(0, begin) };
}

function messagesView(state: WorldState, account: Account, messages: readonly StoredMessage[]): TlObject {
  return {
    _: "messages.messages",
    messages: messages.map((message) => messageView(account, message)),
    topics: [],
    chats: [],
    users: usersView(
      state.accounts,
      account,
      messages.flatMap((message) => [message.peerId, message.fromId]),
    ),
  };
}

function getDialogs(call: SignedInCall): TlValue {
  const { state, account, request } = call;
  const all = account.mailbox.chats();
  const offsetId = int(request, "offsetId");
  const offsetDate = int(request, "offsetDate");
  const isArchive = request["folderId"] === 1;
  const rest = all.filter((peerId) => {
    const top = account.mailbox.inChat(peerId)[0];
    return !isArchive && top !== undefined && (offsetId === 0 || top.id < offsetId) && (offsetDate === 0 || top.dateSec <= offsetDate);
  });
  const limit = int(request, "limit");
  const shown = rest.slice(0, limit <= 0 ? MAX_PAGE : Math.min(limit, MAX_PAGE));
  const view = dialogsView(state, account, shown);
  return shown.length === all.length || isArchive
    ? { _: "messages.dialogs", ...view }
    : { _: "messages.dialogsSlice", count: all.length, ...view };
}

function dialogsView(state: WorldState, account: Account, peerIds: readonly bigint[]): Omit<TlObject, "_"> {
  const { mailbox } = account;
  const tops = peerIds.flatMap((peerId) => mailbox.inChat(peerId)[0] ?? []);
  return {
    dialogs: peerIds.map((peerId) => ({
      _: "dialog",
      peer: peerView(peerId),
      topMessage: mailbox.inChat(peerId)[0]?.id ?? 0,
      readInboxMaxId: mailbox.readInboxMaxId(peerId),
      readOutboxMaxId: mailbox.readOutboxMaxId(peerId),
      unreadCount: mailbox.unreadIn(peerId),
      unreadMentionsCount: 0,
      unreadReactionsCount: 0,
      unreadPollVotesCount: 0,
      notifySettings: NOTIFY_SETTINGS,
    })),
    messages: tops.map((message) => messageView(account, message)),
    chats: [],
    users: usersView(state.accounts, account, [...peerIds, ...tops.map((message) => message.fromId)]),
  };
}

import { isObject, type TlObject, type TlValue } from "../codec/index.js";
import type { Account } from "../world/Account.js";
import type { Channel } from "../world/Channel.js";
import { peerView } from "../world/marked.js";
import { channelOf, isMentioned, messageView } from "../world/messageViews.js";
import { peersOf } from "../world/namedPeers.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import type { WorldState } from "../world/WorldState.js";
import { child, int, list } from "./fields.js";
import { usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { findPeer, requirePeer } from "./peers.js";
import { stateView } from "./stateView.js";
import { NOTIFY_SETTINGS } from "./users.js";

/** Most dialogs in one answer. */
const MAX_PAGE = 100;

/** messages.* that list chats. */
export const dialogHandlers: HandlerTable = {
  "messages.getDialogs": usersOnly(getDialogs),
  "messages.getPinnedDialogs": usersOnly(({ state, account }) => ({
    _: "messages.peerDialogs",
    ...dialogsView(state, account, []),
    state: stateView(state, account),
  })),
  "messages.getPeerDialogs": usersOnly((call) => {
    const peers = list(call.request, "peers").flatMap((input) => {
      const peer = isObject(input) && input._ === "inputDialogPeer" ? findPeer(call, child(input, "peer")) : null;
      return peer === null ? [] : [peer.markedId];
    });
    return { _: "messages.peerDialogs", ...dialogsView(call.state, call.account, peers), state: stateView(call.state, call.account) };
  }),
  "messages.getDialogFilters": usersOnly(() => ({ _: "messages.dialogFilters", filters: [] })),
  "messages.getPeerSettings": usersOnly((call) => {
    const peer = requirePeer(call);
    return { _: "messages.peerSettings", settings: { _: "peerSettings" }, ...peersOf(call.state, call.account, [peerView(peer.markedId)]) };
  }),
};

/** `dialog` of a channel. */
export function channelDialogView(state: WorldState, account: Account, channel: Channel): TlObject {
  return dialogView(state, account, channel.markedId);
}

function getDialogs(call: SignedInCall): TlValue {
  const { state, account, request } = call;
  const all = chatsOf(state, account);
  const offsetId = int(request, "offsetId");
  const offsetDate = int(request, "offsetDate");
  const offsetPeer = findPeer(call, child(request, "offsetPeer"))?.markedId ?? null;
  const isArchive = request["folderId"] === 1;
  // The dialog that the page begins after is known by its peer; without it, by date and id.
  const at = offsetPeer === null ? -1 : all.findIndex(({ peerId }) => peerId === offsetPeer);
  const isFirst = offsetId === 0 && offsetDate === 0;
  const rest =
    !isFirst && at >= 0
      ? all.slice(at + 1)
      : all.filter(({ top }) => (offsetId === 0 || top.id < offsetId) && (offsetDate === 0 || top.dateSec <= offsetDate));
  const limit = int(request, "limit");
  const shown = isArchive ? [] : rest.slice(0, limit <= 0 ? MAX_PAGE : Math.min(limit, MAX_PAGE));
  const view = dialogsView(
    state,
    account,
    shown.map(({ peerId }) => peerId),
  );
  return shown.length === all.length || isArchive
    ? { _: "messages.dialogs", ...view }
    : { _: "messages.dialogsSlice", count: all.length, ...view };
}

/** All chats of somebody, the one with the newest message first. */
function chatsOf(state: WorldState, account: Account): { peerId: bigint; top: StoredMessage }[] {
  const { channels } = state.chats.of(account.id);
  return [...account.mailbox.chats(), ...channels.map(({ markedId }) => markedId)]
    .flatMap((peerId) => {
      const top = topOf(state, account, peerId);
      return top === undefined ? [] : [{ peerId, top }];
    })
    .sort((a, b) => b.top.dateSec - a.top.dateSec || b.top.id - a.top.id);
}

function topOf(state: WorldState, account: Account, peerId: bigint): StoredMessage | undefined {
  const channel = channelOf(state, peerId);
  return channel === null ? account.mailbox.topOf(peerId) : channel.messagesFor(account.id)[0];
}

function dialogsView(state: WorldState, account: Account, peerIds: readonly bigint[]): Omit<TlObject, "_"> {
  const messages = peerIds.flatMap((peerId) => topOf(state, account, peerId) ?? []).map((top) => messageView(state, account, top));
  const dialogs = peerIds.map((peerId) => dialogView(state, account, peerId));
  return { dialogs, messages, ...peersOf(state, account, [...dialogs, ...messages]) };
}

function dialogView(state: WorldState, account: Account, peerId: bigint): TlObject {
  const { mailbox } = account;
  const channel = channelOf(state, peerId);
  const member = channel?.members.get(account.id);
  const read = channel === null ? mailbox.readInboxMaxId(peerId) : (member?.readInboxMaxId ?? 0);
  const messages = channel === null ? mailbox.inChat(peerId) : channel.messagesFor(account.id);
  return {
    _: "dialog",
    peer: peerView(peerId),
    topMessage: messages[0]?.id ?? 0,
    readInboxMaxId: read,
    readOutboxMaxId: channel === null ? mailbox.readOutboxMaxId(peerId) : channel.readOutboxMaxId,
    unreadCount: channel === null ? mailbox.unreadIn(peerId) : channel.unreadFor(account.id),
    unreadMentionsCount: messages.filter((message) => message.id > read && isMentioned(account, message)).length,
    unreadReactionsCount: 0,
    unreadPollVotesCount: 0,
    notifySettings: NOTIFY_SETTINGS,
    pts: channel?.box.pts,
    draft: account.drafts.get(peerId),
  };
}

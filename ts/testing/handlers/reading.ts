import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Channel } from "../world/Channel.js";
import { isMentioned } from "../world/messageViews.js";
import { int } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { affected, numbers } from "./messages.js";
import { requireChannel, requirePeer } from "./peers.js";

/** messages.* and channels.* that mark something as read. */
export const readingHandlers: HandlerTable = {
  "messages.readHistory": usersOnly((call) => {
    const peer = requirePeer(call);
    if (peer.kind === "channel") {
      throw new RpcFault(400, "PEER_ID_INVALID");
    }
    return affected(call.account, call.state.post.read(call.account, peer, int(call.request, "maxId"), call.peer));
  }),
  "channels.readHistory": usersOnly((call) => readChannel(call, requireChannel(call), int(call.request, "maxId"))),
  "messages.readMessageContents": usersOnly(({ state, account, request, peer }) => {
    const ids = numbers(request, "id").filter((id) => account.mailbox.messages.has(id));
    return affected(account, ids.length === 0 ? null : state.post.readContents(account, ids, peer));
  }),
  "channels.readMessageContents": usersOnly((call) => {
    const channel = requireChannel(call);
    const messages = numbers(call.request, "id").filter((id) => channel.box.messages.has(id));
    const update: TlObject = { _: "updateChannelReadMessagesContents", channelId: channel.id, messages };
    call.state.post.tell(call.account, () => [update], call.peer, channel);
    return true;
  }),
  "messages.readMentions": usersOnly(readMarked),
  "messages.readReactions": usersOnly(readMarked),
  "messages.readDiscussion": usersOnly((call) => {
    const chat = requirePeer(call);
    const topic = chat.kind === "channel" ? chat.topics.byId.get(int(call.request, "msgId")) : undefined;
    if (chat.kind !== "channel") {
      throw new RpcFault(400, "PEER_ID_INVALID");
    }
    const maxId = int(call.request, "readMaxId");
    topic?.readInbox.set(call.account.id, Math.max(topic.readInbox.get(call.account.id) ?? 0, maxId));
    const update: TlObject = { _: "updateReadChannelDiscussionInbox", channelId: chat.id, topMsgId: int(call.request, "msgId"), readMaxId: maxId };
    call.state.post.tell(call.account, () => [update], call.peer, chat);
    return true;
  }),
  "messages.markDialogUnread": usersOnly(() => true),
  "messages.getOutboxReadDate": usersOnly((call) => {
    const peer = requirePeer(call);
    const isRead = peer.kind === "user" && int(call.request, "msgId") <= call.account.mailbox.readOutboxMaxId(peer.id);
    if (!isRead) {
      throw new RpcFault(400, "MESSAGE_NOT_READ_YET");
    }
    return { _: "outboxReadDate", date: call.state.nowSec() };
  }),
  "messages.getMessageReadParticipants": atHome(() => []),
};

function readChannel({ state, account, peer: session }: SignedInCall, channel: Channel, maxId: number): boolean {
  const member = channel.members.get(account.id);
  const top = Math.min(maxId === 0 ? channel.box.lastId : maxId, channel.box.lastId);
  if (member === undefined || top <= member.readInboxMaxId) {
    return false;
  }
  member.readInboxMaxId = top;
  const stillUnreadCount = channel.unreadFor(account.id);
  const inbox: TlObject = { _: "updateReadChannelInbox", channelId: channel.id, maxId: top, stillUnreadCount, pts: channel.box.pts };
  state.post.tell(account, () => [inbox], session, channel);
  tellWriters(state, channel, account.id, top);
  return true;
}

/** Writers learn that somebody else has read what is theirs. */
function tellWriters(state: SignedInCall["state"], channel: Channel, readerId: bigint, top: number): void {
  const writers = new Map<bigint, number>();
  for (const { id, content } of channel.messagesFor(readerId)) {
    if (id <= channel.readOutboxMaxId) {
      break;
    }
    if (id <= top && content.senderId !== readerId && !writers.has(content.senderId)) {
      writers.set(content.senderId, id);
    }
  }
  channel.readOutboxMaxId = Math.max(channel.readOutboxMaxId, top);
  for (const [writerId, maxId] of writers) {
    const writer = state.accounts.byId(writerId);
    if (writer !== undefined) {
      state.post.tell(writer, () => [{ _: "updateReadChannelOutbox", channelId: channel.id, maxId }], null, channel);
    }
  }
}

/** Marks all that names the reader as looked at. */
function readMarked(call: SignedInCall): TlObject {
  const peer = requirePeer(call);
  const { mailbox } = call.account;
  const box = peer.kind === "channel" ? peer.box : mailbox;
  const isMailbox = box === mailbox;
  const ids = isMailbox
    ? mailbox
        .inChat(peer.markedId)
        .filter((message) => isMentioned(call.account, message))
        .map(({ id }) => id)
    : [];
  const event = ids.length === 0 ? null : call.state.post.readContents(call.account, ids, call.peer);
  return { _: "messages.affectedHistory", pts: box.pts, ptsCount: event?.ptsCount ?? 0, offset: 0 };
}

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import { channelParticipantView, groupMemberView, groupMembersView } from "../world/chatViews.js";
import { inviteView, type InviteLink } from "../world/InviteLinks.js";
import { eventView } from "../world/messageViews.js";
import type { Target } from "../world/Post.js";
import type { SignedInCall } from "./Handler.js";

/** The last layer in which joining gives Updates. */
const LAST_PLAIN_JOIN = 227;
/** Longest title, in UTF-16 code units. */
const MAX_TITLE = 128;

/** @throws RpcFault CHAT_TITLE_EMPTY */
export function checkedTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === "") {
    throw new RpcFault(400, "CHAT_TITLE_EMPTY");
  }
  return trimmed.slice(0, MAX_TITLE);
}

/** What else goes with a service message. */
interface ServiceOptions {
  /** Updates that come before it. */
  readonly also?: readonly TlObject[];
  /** Message that it speaks of. */
  readonly replyToId?: number;
  /** Topic that it stands in. */
  readonly topicId?: number;
}

/**
 * Writes a service message.
 *
 * @returns the updates for who caused it
 */
export function serviceMessage(call: SignedInCall, chat: Target, action: TlObject, { also = [], replyToId, topicId }: ServiceOptions = {}): TlObject {
  const { state, account, peer: session } = call;
  const isPost = chat.kind === "channel" && (chat.isBroadcast || chat.hasAdminRight(account.id, "anonymous"));
  const messageId = topicId ?? replyToId;
  const reply = messageId === undefined ? null : { messageId, isForumTopic: topicId !== undefined };
  if (also.length > 0) {
    state.post.announce(chat, () => also, session);
  }
  const { message, event } = state.post.send(account, chat, { text: "", action, reply, sendAs: isPost ? chat.markedId : null }, session);
  const update = eventView(state, account, message.box, event, chat.kind === "channel" ? chat : null);
  return state.post.container(account, [...also, ...(update === null ? [] : [update])]);
}

/**
 * Puts people into a basic group.
 *
 * @param by - the link that they came by, instead of the caller's invitation
 */
export function addToGroup(call: SignedInCall, group: BasicGroup, users: readonly Account[], by: { link: InviteLink; isByRequest: boolean } | null = null): TlObject {
  const { state, account } = call;
  const now = state.nowSec();
  for (const user of users) {
    const inviterId = by === null ? account.id : by.link.adminId;
    const member = { userId: user.id, inviterId, dateSec: now, isAdmin: false };
    group.members.set(user.id, member);
    group.removed.delete(user.id);
    group.links.requests.delete(user.id);
    by?.link.joined.set(user.id, now);
    group.version++;
    tellGroupMembers(call, group, user.id, null, groupMemberView(group, member), by?.link);
  }
  const update: TlObject = { _: "updateChatParticipants", participants: groupMembersView(group) };
  return serviceMessage(call, group, joinAction(users, by), { also: [update] });
}

/** What who joins is answered: in older layers the updates alone. */
export function joinResult({ key }: SignedInCall, updates: TlObject): TlObject {
  return key.layer <= LAST_PLAIN_JOIN ? updates : { _: "messages.chatInviteJoinResultOk", updates };
}

/** Takes somebody out of a basic group; the one removed gets the message too. */
export function removeFromGroup(call: SignedInCall, group: BasicGroup, user: Account): TlObject {
  const { account, state } = call;
  const member = group.members.get(user.id);
  const before = member === undefined ? null : groupMemberView(group, member);
  const updates = serviceMessage(call, group, { _: "messageActionChatDeleteUser", userId: user.id });
  group.members.delete(user.id);
  group.version++;
  if (user !== account) {
    group.removed.add(user.id);
  }
  const update: TlObject = { _: "updateChatParticipants", participants: groupMembersView(group) };
  state.post.announce(group, () => [update], call.peer);
  tellGroupMembers(call, group, user.id, before, null);
  return updates;
}

/** Lets bots that are admins of a basic group know how a membership changed. */
export function tellGroupMembers(
  { state, account }: SignedInCall,
  group: BasicGroup,
  userId: bigint,
  prevParticipant: TlObject | null,
  newParticipant: TlObject | null,
  link?: InviteLink,
): void {
  const update: TlObject = {
    _: "updateChatParticipant",
    chatId: group.id,
    date: state.nowSec(),
    actorId: account.id,
    userId,
    prevParticipant: prevParticipant ?? undefined,
    newParticipant: newParticipant ?? undefined,
    invite: link === undefined ? undefined : inviteView(link, group.links),
  };
  for (const bot of state.botsIn(group)) {
    if (group.isAdmin(bot.id) || bot.id === userId) {
      state.tellCounted(bot, update);
    }
  }
}

/**
 * Lets everybody concerned know how a membership of a channel changed: the person by updateChannel,
 * bots that are admins by updateChannelParticipant.
 *
 * @param before - channelParticipantView of the time before, by a bot's eyes
 */
export function tellChannelMembers(call: SignedInCall, channel: Channel, user: Account, before: TlObject | null, link?: InviteLink): void {
  const { state, account } = call;
  user.channelChanges.set(channel.id, state.nowSec());
  // Who has done it hears so in the answer.
  state.post.tell(user, () => [{ _: "updateChannel", channelId: channel.id }], user === account ? call.peer : null, channel);
  for (const bot of state.botsIn(channel)) {
    if (channel.isAdmin(bot.id) || bot === user) {
      state.tellCounted(bot, {
        _: "updateChannelParticipant",
        channelId: channel.id,
        date: state.nowSec(),
        actorId: account.id,
        userId: user.id,
        prevParticipant: before ?? undefined,
        newParticipant: channelParticipantView(state, bot, channel, user.id) ?? undefined,
        invite: link === undefined ? undefined : inviteView(link, channel.links),
      });
    }
  }
}

function joinAction(users: readonly Account[], by: { link: InviteLink; isByRequest: boolean } | null): TlObject {
  if (by === null) {
    return { _: "messageActionChatAddUser", users: users.map(({ id }) => id) };
  }
  return by.isByRequest ? { _: "messageActionChatJoinedByRequest" } : { _: "messageActionChatJoinedByLink", inviterId: by.link.adminId };
}

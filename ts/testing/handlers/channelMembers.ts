import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import { channelMemberView, channelParticipantView } from "../world/chatViews.js";
import type { InviteLink } from "../world/InviteLinks.js";
import { eventView } from "../world/messageViews.js";
import { peersOf } from "../world/namedPeers.js";
import { readAdminRights, readRestriction, type AdminRight } from "../world/rights.js";
import { checkInvitable } from "./chats.js";
import { chatChanged } from "./chatSettings.js";
import { child, children, int, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { tellJoinRequest } from "./joinRequests.js";
import { joinResult, serviceMessage, tellChannelMembers } from "./membership.js";
import { findPeer, findUser, requireChannel, requireUser } from "./peers.js";
import { requireAdmin, requireAdminOrRight } from "./permissions.js";

/** Most members in one answer. */
const MAX_PAGE = 200;
/** Most admins beside the creator. */
const MAX_ADMINS = 50;
/** Bans for less or more than this are for ever. */
const MIN_BAN_SEC = 30;
const MAX_BAN_SEC = 366 * 86_400;

/** channels.* about members and their rights. */
export const channelMemberHandlers: HandlerTable = {
  "channels.joinChannel": usersOnly((call) => {
    const { state, account } = call;
    const channel = requireChannel(call);
    if (channel.isMember(account.id)) {
      throw new RpcFault(400, "USER_ALREADY_PARTICIPANT");
    }
    if (channel.isApprovalNeeded) {
      requestToJoin(call, channel, null);
    }
    return joinResult(call, letIn(call, channel, account, null) ?? state.post.container(account, []));
  }),
  "channels.leaveChannel": atHome((call) => {
    const { state, account } = call;
    const channel = requireChannel(call);
    if (!channel.isMember(account.id)) {
      throw new RpcFault(400, "USER_NOT_PARTICIPANT");
    }
    if (channel.creatorId === account.id && channel.members.size > 1) {
      throw new RpcFault(400, "USER_CREATOR");
    }
    const updates = takeOut(call, channel, account);
    return { ...state.post.container(account, [...updates, chatChanged(channel)]) };
  }),
  "channels.inviteToChannel": usersOnly(invite),
  "channels.getParticipants": atHome(getParticipants),
  "channels.getParticipant": atHome((call) => {
    const { state, account } = call;
    const channel = requireChannel(call);
    const user = findPeer(call, child(call.request, "participant"));
    if (!(user instanceof Account)) {
      throw new RpcFault(400, "PARTICIPANT_ID_INVALID");
    }
    const participant = channelParticipantView(state, account, channel, user.id);
    if (participant === null) {
      throw new RpcFault(400, "USER_NOT_PARTICIPANT");
    }
    return { _: "channels.channelParticipant", participant, ...peersOf(state, account, [participant]) };
  }),
  "channels.editAdmin": atHome(editAdmin),
  "channels.editBanned": atHome(editBanned),
};

/**
 * Lets somebody into a channel, by their own will.
 *
 * @returns the updates for who has come; null where nobody is told
 */
export function letIn(call: SignedInCall, channel: Channel, user: Account, by: { readonly link: InviteLink | null; readonly approvedBy: bigint } | null): TlObject | null {
  const { state } = call;
  const now = state.nowSec();
  const before = channelParticipantView(state, user, channel, user.id);
  const inviterId = by?.approvedBy ?? user.id;
  channel.addMember(user.id, by?.link?.adminId ?? inviterId, now, by !== null);
  by?.link?.joined.set(user.id, now);
  tellChannelMembers(call, channel, user, before, by?.link ?? undefined);
  if (channel.isBroadcast) {
    return state.post.container(user, [chatChanged(channel)]);
  }
  const action: TlObject =
    by === null
      ? { _: "messageActionChatAddUser", users: [user.id] }
      : by.approvedBy === user.id
        ? { _: "messageActionChatJoinedByLink", inviterId: by.link?.adminId ?? user.id }
        : { _: "messageActionChatJoinedByRequest" };
  // The message is the newcomer's own, also when an admin has let them in.
  const answer = serviceMessage({ ...call, account: user }, channel, action);
  return { ...answer, updates: [chatChanged(channel), ...(answer["updates"] as readonly TlObject[])] };
}

/**
 * Puts somebody before the door.
 *
 * @throws RpcFault INVITE_REQUEST_SENT, always: the answer of real servers
 */
export function requestToJoin({ state, account }: SignedInCall, chat: BasicGroup | Channel, link: InviteLink | null): never {
  chat.links.requests.set(account.id, { userId: account.id, dateSec: state.nowSec(), link });
  tellJoinRequest(state, chat, account, link);
  throw new RpcFault(400, "INVITE_REQUEST_SENT");
}

function invite(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const channel = requireChannel(call);
  requireAdminOrRight(call, channel, "inviteUsers");
  const users = children(request, "users").map((input) => findUser(call, input));
  const found = users.filter((user) => user !== null);
  if (found.length !== users.length || found.length === 0) {
    throw new RpcFault(400, users.length === 0 ? "USERS_TOO_FEW" : "USER_ID_INVALID");
  }
  const now = state.nowSec();
  for (const user of found) {
    checkInvitable(user);
    if (channel.isBroadcast && user.isBot) {
      throw new RpcFault(400, "USER_BOT");
    }
    if (channel.isBanned(user.id, now) && !channel.hasAdminRight(account.id, "banUsers")) {
      throw new RpcFault(400, "USER_KICKED");
    }
    if (channel.isMember(user.id) && found.length === 1) {
      throw new RpcFault(400, "USER_ALREADY_PARTICIPANT");
    }
  }
  const newcomers = found.filter((user) => !channel.isMember(user.id));
  for (const user of newcomers) {
    const before = channelParticipantView(state, account, channel, user.id);
    channel.bans.delete(user.id);
    channel.addMember(user.id, account.id, now);
    tellChannelMembers(call, channel, user, before);
  }
  const updates =
    channel.isBroadcast || newcomers.length === 0
      ? state.post.container(account, [chatChanged(channel)])
      : serviceMessage(call, channel, { _: "messageActionChatAddUser", users: newcomers.map(({ id }) => id) });
  return { _: "messages.invitedUsers", updates, missingInvitees: [] };
}

function getParticipants(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const channel = requireChannel(call);
  const filter = child(request, "filter");
  const isAdmin = channel.isAdmin(account.id);
  const isOpen = isAdmin || (!channel.isBroadcast && !channel.areMembersHidden && channel.isVisibleTo(account.id, state.nowSec()));
  if (!isOpen && filter._ !== "channelParticipantsAdmins") {
    throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
  }
  const all = participants(call, channel, filter);
  const offset = Math.max(0, int(request, "offset"));
  const shown = all.slice(offset, offset + Math.max(0, Math.min(int(request, "limit"), MAX_PAGE)));
  return { _: "channels.channelParticipants", count: all.length, participants: shown, ...peersOf(state, account, shown) };
}

function participants({ state, account }: SignedInCall, channel: Channel, filter: TlObject): TlObject[] {
  const query = (optional(filter, "q", text) ?? "").toLowerCase();
  const isWanted = (userId: bigint): boolean => {
    const user = state.accounts.byId(userId);
    return `${user?.firstName} ${user?.lastName} ${user?.username ?? ""}`.toLowerCase().includes(query);
  };
  const members = [...channel.members.values()].filter(({ userId }) => isWanted(userId));
  const view = (member: (typeof members)[number]): TlObject => channelMemberView(account, channel, member);
  switch (filter._) {
    case "channelParticipantsKicked":
    case "channelParticipantsBanned": {
      const isKicked = filter._ === "channelParticipantsKicked";
      const bans = [...channel.bans.keys()].flatMap((userId) => channel.banOf(userId, state.nowSec()) ?? []);
      return bans
        .filter(({ userId, restriction }) => isWanted(userId) && restriction.rights.has("viewMessages") === isKicked)
        .flatMap(({ userId }) => channelParticipantView(state, account, channel, userId) ?? []);
    }
    case "channelParticipantsAdmins":
      return members.filter(({ userId }) => channel.isAdmin(userId)).map(view);
    case "channelParticipantsBots":
      return members.filter(({ userId }) => state.accounts.byId(userId)?.isBot === true).map(view);
    case "channelParticipantsContacts":
      return members.filter(({ userId }) => account.contacts.has(userId)).map(view);
    default:
      // The latest to come is the first.
      return members.reverse().map(view);
  }
}

function editAdmin(call: SignedInCall): TlObject {
  const { state, account, request, peer: session } = call;
  const channel = requireChannel(call);
  const user = requireUser(call, "userId");
  requireAdmin(call, channel, "addAdmins");
  const rights = readAdminRights(child(request, "adminRights"));
  const own = channel.adminRightsOf(account.id) ?? new Set<AdminRight>();
  if (user.id === channel.creatorId && account.id !== channel.creatorId) {
    throw new RpcFault(400, "USER_CREATOR");
  }
  const current = channel.members.get(user.id);
  const isOthers = current?.admin !== null && current?.admin !== undefined && current.admin.promotedBy !== account.id;
  const exceeds = [...rights].some((right) => right !== "anonymous" && !own.has(right));
  if (account.id !== channel.creatorId && (isOthers || exceeds)) {
    throw new RpcFault(exceeds ? 403 : 400, exceeds ? "RIGHT_FORBIDDEN" : "CHAT_ADMIN_REQUIRED");
  }
  const admins = [...channel.members.values()].filter(({ admin }) => admin !== null);
  if (rights.size > 0 && (current?.admin ?? null) === null && admins.length >= MAX_ADMINS) {
    throw new RpcFault(400, "ADMINS_TOO_MUCH");
  }
  if (current === undefined && channel.isBanned(user.id, state.nowSec())) {
    throw new RpcFault(400, "USER_KICKED");
  }
  if (current === undefined && !user.isBot) {
    throw new RpcFault(400, "USER_NOT_PARTICIPANT");
  }
  const before = channelParticipantView(state, account, channel, user.id);
  const member = current ?? channel.addMember(user.id, account.id, state.nowSec());
  const rank = optional(request, "rank", text);
  member.admin = rights.size === 0 && user.id !== channel.creatorId ? null : { rights, promotedBy: account.id, rank: rank === "" ? null : rank };
  channel.bans.delete(user.id);
  tellChannelMembers(call, channel, user, before);
  state.post.tell(account, () => [chatChanged(channel)], session, channel);
  return state.post.container(account, [chatChanged(channel)]);
}

function editBanned(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const channel = requireChannel(call);
  const user = findPeer(call, child(request, "participant"));
  requireAdmin(call, channel, "banUsers");
  if (!(user instanceof Account)) {
    throw new RpcFault(400, "PARTICIPANT_ID_INVALID");
  }
  if (user === account || user.id === channel.creatorId) {
    throw new RpcFault(400, user === account ? "USER_ID_INVALID" : "USER_ADMIN_INVALID");
  }
  const member = channel.members.get(user.id);
  const isOthersAdmin = (member?.admin ?? null) !== null && account.id !== channel.creatorId && member?.admin?.promotedBy !== account.id;
  if (isOthersAdmin) {
    throw new RpcFault(400, "USER_ADMIN_INVALID");
  }
  const now = state.nowSec();
  const asked = readRestriction(child(request, "bannedRights"));
  const isForEver = asked.untilSec < now + MIN_BAN_SEC || asked.untilSec > now + MAX_BAN_SEC;
  const restriction = { rights: asked.rights, untilSec: isForEver ? 0 : asked.untilSec };
  const before = channelParticipantView(state, account, channel, user.id);
  if (restriction.rights.size === 0) {
    channel.bans.delete(user.id);
  } else {
    channel.bans.set(user.id, { userId: user.id, kickedBy: account.id, dateSec: now, restriction });
  }
  const updates: TlObject[] = [];
  if (restriction.rights.has("viewMessages") && member !== undefined) {
    updates.push(...takeOut(call, channel, user, before));
  } else {
    if (member !== undefined) {
      member.admin = restriction.rights.size > 0 ? null : member.admin;
    }
    tellChannelMembers(call, channel, user, before);
  }
  return state.post.container(account, [...updates, chatChanged(channel)]);
}

/** Takes somebody out; supergroups get a service message, also for who has gone. */
function takeOut(call: SignedInCall, channel: Channel, user: Account, before = channelParticipantView(call.state, user, channel, user.id)): TlObject[] {
  const { state, account, peer: session } = call;
  channel.members.delete(user.id);
  tellChannelMembers(call, channel, user, before);
  if (channel.isBroadcast) {
    return [];
  }
  const action: TlObject = { _: "messageActionChatDeleteUser", userId: user.id };
  const { event } = state.post.send(account, channel, { text: "", action }, session);
  const update = user === account ? null : eventView(state, account, channel.box, event, channel);
  return update === null ? [] : [update];
}

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import { chatView, groupMemberView, groupMembersView } from "../world/chatViews.js";
import { inviteView } from "../world/InviteLinks.js";
import { peersOf } from "../world/namedPeers.js";
import { children, int, list, long, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { botInfoView } from "./botInfo.js";
import { addToGroup, checkedTitle, removeFromGroup, serviceMessage, tellGroupMembers } from "./membership.js";
import { findUser, requireGroup, requireUser } from "./peers.js";
import { requireAdminOrRight } from "./permissions.js";
import { NOTIFY_SETTINGS } from "./users.js";

/** Most members of a basic group (config.chat_size_max). */
const MAX_MEMBERS = 200;

/** messages.* about basic groups. */
export const chatHandlers: HandlerTable = {
  "messages.createChat": usersOnly(createChat),
  "messages.getChats": atHome(({ state, account, request }) => {
    const chats = list(request, "id").flatMap((id) => {
      const group = typeof id === "bigint" ? state.chats.groups.get(id) : undefined;
      return group === undefined || !knows(account, group) ? [] : [chatView(state, account, group)];
    });
    if (chats.length === 0) {
      throw new RpcFault(400, "CHAT_ID_INVALID");
    }
    return { _: "messages.chats", chats };
  }),
  "messages.getFullChat": atHome(getFullChat),
  "messages.addChatUser": usersOnly((call) => {
    const group = requireGroup(call);
    const user = requireUser(call, "userId");
    requireAdminOrRight(call, group, "inviteUsers");
    if (group.isMember(user.id)) {
      throw new RpcFault(400, "USER_ALREADY_PARTICIPANT");
    }
    if (group.members.size >= MAX_MEMBERS) {
      throw new RpcFault(400, "USERS_TOO_MUCH");
    }
    checkInvitable(user);
    return { _: "messages.invitedUsers", updates: addToGroup(call, group, [user]), missingInvitees: [] };
  }),
  "messages.deleteChatUser": atHome((call) => {
    const group = requireGroup(call);
    const user = requireUser(call, "userId");
    const { account } = call;
    const member = group.members.get(user.id);
    if (member === undefined) {
      throw new RpcFault(400, "USER_NOT_PARTICIPANT");
    }
    const mayRemove = user === account || group.creatorId === account.id || (group.isAdmin(account.id) && !member.isAdmin) || member.inviterId === account.id;
    if (!mayRemove) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    return removeFromGroup(call, group, user);
  }),
  "messages.editChatTitle": atHome((call) => {
    const group = requireGroup(call);
    const title = checkedTitle(text(call.request, "title"));
    requireAdminOrRight(call, group, "changeInfo");
    if (title === group.title) {
      throw new RpcFault(400, "CHAT_NOT_MODIFIED");
    }
    group.title = title;
    group.version++;
    return serviceMessage(call, group, { _: "messageActionChatEditTitle", title });
  }),
  "messages.editChatAdmin": usersOnly((call) => {
    const { account, request } = call;
    const group = requireGroup(call);
    const user = requireUser(call, "userId");
    const member = group.members.get(user.id);
    if (group.creatorId !== account.id) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    if (member === undefined) {
      throw new RpcFault(400, "USER_NOT_PARTICIPANT");
    }
    const before = groupMemberView(group, member);
    member.isAdmin = request["isAdmin"] === true;
    group.version++;
    const update: TlObject = { _: "updateChatParticipantAdmin", chatId: group.id, userId: user.id, isAdmin: member.isAdmin, version: group.version };
    call.state.post.announce(group, () => [update], call.peer);
    tellGroupMembers(call, group, user.id, before, groupMemberView(group, member));
    return true;
  }),
  "messages.deleteChat": usersOnly((call) => {
    const group = requireGroup(call);
    if (group.creatorId !== call.account.id) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    group.isDeleted = true;
    call.state.post.announce(group, () => [{ _: "updateChat", chatId: group.id }], call.peer);
    return true;
  }),
  "messages.getCommonChats": usersOnly((call) => {
    const { state, account, request } = call;
    const user = requireUser(call, "userId");
    const { groups, channels } = state.chats.of(user.id);
    const common = [...groups, ...channels].filter((chat) => chat.isMember(account.id)).slice(0, Math.max(0, int(request, "limit")));
    return { _: "messages.chats", chats: common.map((chat) => chatView(state, account, chat)) };
  }),
};

/** @throws RpcFault for who cannot be put into a group */
export function checkInvitable(user: Account): void {
  if (user.kind === "service" || user.deactivated !== null) {
    throw new RpcFault(400, "USER_ID_INVALID");
  }
  if (user.isBot && !user.botProfile.joinsGroups) {
    throw new RpcFault(400, "BOT_GROUPS_BLOCKED");
  }
}

function createChat(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const title = checkedTitle(text(request, "title"));
  const users = children(request, "users").flatMap((input) => findUser(call, input) ?? []);
  const others = [...new Set(users)].filter((user) => user !== account);
  if (others.length === 0 && children(request, "users").length > 0) {
    throw new RpcFault(400, "USERS_TOO_FEW");
  }
  if (others.length >= MAX_MEMBERS) {
    throw new RpcFault(400, "USERS_TOO_MUCH");
  }
  const group = state.chats.addGroup(title, account, state.nowSec());
  for (const user of others) {
    checkInvitable(user);
    group.members.set(user.id, { userId: user.id, inviterId: account.id, dateSec: state.nowSec(), isAdmin: false });
  }
  const updates = serviceMessage(
    call,
    group,
    { _: "messageActionChatCreate", title, users: others.map(({ id }) => id) },
    { also: [{ _: "updateChatParticipants", participants: groupMembersView(group) }] },
  );
  return { _: "messages.invitedUsers", updates, missingInvitees: [] };
}

function getFullChat({ state, account, request }: SignedInCall): TlObject {
  const group = state.chats.groups.get(long(request, "chatId"));
  if (group === undefined || !knows(account, group)) {
    throw new RpcFault(400, "CHAT_ID_INVALID");
  }
  const isMember = group.isMember(account.id);
  const isAdmin = group.isAdmin(account.id);
  const bots = [...group.members.keys()].flatMap((id) => state.accounts.byId(id) ?? []).filter(({ isBot }) => isBot);
  const pinned = account.mailbox.inChat(group.markedId).find(({ isPinned }) => isPinned);
  const fullChat: TlObject = {
    _: "chatFull",
    canSetUsername: group.creatorId === account.id,
    id: group.id,
    about: group.about,
    participants: isMember ? groupMembersView(group) : { _: "chatParticipantsForbidden", chatId: group.id },
    notifySettings: NOTIFY_SETTINGS,
    exportedInvite: isAdmin ? inviteView(group.links.permanent(account.id, state.nowSec()), group.links) : undefined,
    botInfo: bots.map((bot) => botInfoView(bot, null)),
    pinnedMsgId: pinned?.id,
    requestsPending: isAdmin && group.links.requests.size > 0 ? group.links.requests.size : undefined,
    recentRequesters: isAdmin && group.links.requests.size > 0 ? [...group.links.requests.keys()] : undefined,
    availableReactions: reactionsAllowedView(group.allowedReactions),
  };
  return { _: "messages.chatFull", fullChat, ...peersOf(state, account, [fullChat, { _: "peerChat", chatId: group.id }]) };
}

/** ChatReactions. */
export function reactionsAllowedView(allowed: readonly string[] | null): TlObject {
  if (allowed === null) {
    return { _: "chatReactionsAll" };
  }
  return allowed.length === 0
    ? { _: "chatReactionsNone" }
    : { _: "chatReactionsSome", reactions: allowed.map((emoticon) => ({ _: "reactionEmoji", emoticon })) };
}

/** Whether somebody is or was in a group. */
function knows(account: Account, group: BasicGroup): boolean {
  return group.isMember(account.id) || group.removed.has(account.id) || account.mailbox.countIn(group.markedId) > 0;
}

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import { chatView } from "../world/chatViews.js";
import { inviteView, type InviteLink } from "../world/InviteLinks.js";
import { pendingRequests } from "../world/JoinRequests.js";
import { peersOf } from "../world/namedPeers.js";
import { usersView } from "../world/views.js";
import { letIn, requestToJoin } from "./channelMembers.js";
import { child, int, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { tellPendingRequests } from "./joinRequests.js";
import { addToGroup, joinResult } from "./membership.js";
import { requireChat, requireUser } from "./peers.js";
import { requireAdmin } from "./permissions.js";

/** Most people in one answer. */
const MAX_PAGE = 100;

/** messages.* about invite links and join requests. */
export const inviteHandlers: HandlerTable = {
  "messages.exportChatInvite": atHome((call) => {
    const { state, account, request } = call;
    const chat = requireChat(call);
    requireAdmin(call, chat, "inviteUsers");
    const needsApproval = request["requestNeeded"] === true;
    const usageLimit = optional(request, "usageLimit", int);
    const expiresAtSec = optional(request, "expireDate", int);
    if (needsApproval && usageLimit !== null) {
      throw new RpcFault(400, "USAGE_LIMIT_INVALID");
    }
    if (expiresAtSec !== null && expiresAtSec !== 0 && expiresAtSec <= state.nowSec()) {
      throw new RpcFault(400, "EXPIRE_DATE_INVALID");
    }
    const isPermanent = request["legacyRevokePermanent"] === true || (usageLimit === null && expiresAtSec === null && !needsApproval && request["title"] === undefined);
    if (isPermanent) {
      for (const link of chat.links.of(account.id).filter((other) => other.isPermanent)) {
        link.isRevoked = true;
      }
    }
    const link = chat.links.create(account.id, state.nowSec(), { title: optional(request, "title", text), usageLimit, expiresAtSec, needsApproval, isPermanent });
    return inviteView(link, chat.links);
  }),
  "messages.checkChatInvite": usersOnly((call) => {
    const { state, account } = call;
    const { chat, link } = requireInvite(call);
    if (chat.isMember(account.id)) {
      return { _: "chatInviteAlready", chat: chatView(state, account, chat) };
    }
    const isChannel = chat.kind === "channel";
    return {
      _: "chatInvite",
      channel: isChannel,
      broadcast: isChannel && chat.isBroadcast,
      megagroup: isChannel && !chat.isBroadcast,
      public: isChannel && chat.username !== null,
      requestNeeded: link.needsApproval,
      title: chat.title,
      about: chat.about === "" ? undefined : chat.about,
      photo: { _: "photoEmpty", id: 0n },
      participantsCount: chat.members.size,
      color: 0,
    };
  }),
  "messages.importChatInvite": usersOnly((call) => {
    const { state, account } = call;
    const { chat, link } = requireInvite(call);
    if (chat.isMember(account.id)) {
      throw new RpcFault(400, "USER_ALREADY_PARTICIPANT");
    }
    if (link.needsApproval) {
      requestToJoin(call, chat, link);
    }
    return joinResult(call, admit(call, chat, account, { link, approvedBy: account.id }) ?? state.post.container(account, []));
  }),
  "messages.getExportedChatInvites": usersOnly((call) => {
    const { state, account, request } = call;
    const chat = requireChat(call);
    const admin = requireUser(call, "adminId");
    requireAdmin(call, chat, "inviteUsers");
    const links = chat.links.of(admin.id).filter(({ isRevoked }) => isRevoked === (request["revoked"] === true));
    const invites = links.slice(0, Math.max(0, Math.min(int(request, "limit"), MAX_PAGE))).map((link) => inviteView(link, chat.links));
    return { _: "messages.exportedChatInvites", count: links.length, invites, users: usersView(state.accounts, account, [admin.id]) };
  }),
  "messages.getExportedChatInvite": usersOnly((call) => {
    const { state, account } = call;
    const { chat, link } = requireOwnLink(call);
    return { _: "messages.exportedChatInvite", invite: inviteView(link, chat.links), users: usersView(state.accounts, account, [link.adminId]) };
  }),
  "messages.editExportedChatInvite": atHome((call) => {
    const { state, account, request } = call;
    const { chat, link } = requireOwnLink(call);
    if (request["revoked"] === true) {
      link.isRevoked = true;
      if (link.isPermanent) {
        const newLink = chat.links.create(link.adminId, state.nowSec(), { isPermanent: true });
        const users = usersView(state.accounts, account, [link.adminId]);
        return { _: "messages.exportedChatInviteReplaced", invite: inviteView(link, chat.links), newInvite: inviteView(newLink, chat.links), users };
      }
    } else {
      const expireDate = optional(request, "expireDate", int);
      const usageLimit = optional(request, "usageLimit", int);
      link.expiresAtSec = expireDate === null ? link.expiresAtSec : expireDate || null;
      link.usageLimit = usageLimit === null ? link.usageLimit : usageLimit || null;
      link.needsApproval = typeof request["requestNeeded"] === "boolean" ? request["requestNeeded"] : link.needsApproval;
      link.title = optional(request, "title", text) ?? link.title;
    }
    return { _: "messages.exportedChatInvite", invite: inviteView(link, chat.links), users: usersView(state.accounts, account, [link.adminId]) };
  }),
  "messages.deleteExportedChatInvite": usersOnly((call) => {
    const { chat, link } = requireOwnLink(call);
    if (!link.isRevoked) {
      throw new RpcFault(400, "INVITE_HASH_EXPIRED");
    }
    chat.links.delete(link);
    return true;
  }),
  "messages.getChatInviteImporters": usersOnly(getImporters),
  "messages.hideChatJoinRequest": atHome((call) => {
    const { state, account } = call;
    const chat = requireChat(call);
    requireAdmin(call, chat, "inviteUsers");
    const user = requireUser(call, "userId");
    if (!chat.links.requests.has(user.id)) {
      throw new RpcFault(400, "HIDE_REQUESTER_MISSING");
    }
    answerRequest(call, chat, user);
    return state.post.container(account, [pendingRequests(chat)]);
  }),
  "messages.hideAllChatJoinRequests": usersOnly((call) => {
    const { state, account, request } = call;
    const chat = requireChat(call);
    requireAdmin(call, chat, "inviteUsers");
    const link = optional(request, "link", text);
    for (const waiting of [...chat.links.requests.values()]) {
      const user = state.accounts.byId(waiting.userId);
      if (user !== undefined && (link === null || waiting.link === chat.links.find(link))) {
        answerRequest(call, chat, user);
      }
    }
    return state.post.container(account, [pendingRequests(chat)]);
  }),
};

/** Lets in, or sends away, somebody who waits. */
function answerRequest(call: SignedInCall, chat: BasicGroup | Channel, user: Account): void {
  const waiting = chat.links.requests.get(user.id);
  chat.links.requests.delete(user.id);
  if (call.request["approved"] === true) {
    const joined = admit(call, chat, user, { link: waiting?.link ?? null, approvedBy: call.account.id });
    if (joined !== null) {
      call.state.push(user, joined, null);
    }
  }
  tellPendingRequests(call.state, chat, call.peer);
}

function admit(call: SignedInCall, chat: BasicGroup | Channel, user: Account, by: { link: InviteLink | null; approvedBy: bigint }): TlObject | null {
  if (chat.kind === "channel") {
    return letIn(call, chat, user, by);
  }
  const link = by.link ?? chat.links.permanent(chat.creatorId, call.state.nowSec());
  return addToGroup({ ...call, account: user }, chat, [user], { link, isByRequest: by.approvedBy !== user.id });
}

/** @throws RpcFault INVITE_HASH_EMPTY, INVITE_HASH_INVALID, INVITE_HASH_EXPIRED, USERS_TOO_MUCH, USER_KICKED */
function requireInvite({ state, account, request }: SignedInCall): { chat: BasicGroup | Channel; link: InviteLink } {
  const hash = text(request, "hash");
  if (hash === "") {
    throw new RpcFault(400, "INVITE_HASH_EMPTY");
  }
  if (!/^[\w-]{8,64}$/.test(hash)) {
    throw new RpcFault(400, "INVITE_HASH_INVALID");
  }
  const found = state.chats.byInvite(hash);
  const now = state.nowSec();
  const isOver =
    found === undefined ||
    found.link.isRevoked ||
    (found.link.expiresAtSec !== null && found.link.expiresAtSec <= now) ||
    (found.chat.kind === "channel" ? found.chat.isDeleted || found.chat.isBanned(account.id, now) : found.chat.isDeactivated);
  if (isOver) {
    throw new RpcFault(400, "INVITE_HASH_EXPIRED");
  }
  if (found.link.usageLimit !== null && found.link.joined.size >= found.link.usageLimit && !found.chat.isMember(account.id)) {
    throw new RpcFault(400, "USERS_TOO_MUCH");
  }
  return found;
}

/** @throws RpcFault CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED */
function requireOwnLink(call: SignedInCall): { chat: BasicGroup | Channel; link: InviteLink } {
  const chat = requireChat(call);
  requireAdmin(call, chat, "inviteUsers");
  const link = chat.links.find(text(call.request, "link"));
  if (link === undefined) {
    throw new RpcFault(400, "INVITE_HASH_EXPIRED");
  }
  return { chat, link };
}

function getImporters(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const chat = requireChat(call);
  requireAdmin(call, chat, "inviteUsers");
  const wanted = optional(request, "link", text);
  const link = wanted === null ? null : (chat.links.find(wanted) ?? null);
  const importers: TlObject[] =
    request["requested"] === true
      ? [...chat.links.requests.values()]
          .filter((waiting) => link === null || waiting.link === link)
          .map(({ userId, dateSec }) => ({ _: "chatInviteImporter", requested: true, userId, date: dateSec, about: state.accounts.byId(userId)?.about }))
      : [...(link?.joined ?? [])].map(([userId, date]) => ({ _: "chatInviteImporter", userId, date }));
  const offset = child(request, "offsetUser");
  const after = typeof offset["userId"] === "bigint" ? importers.findIndex(({ userId }) => userId === offset["userId"]) + 1 : 0;
  const shown = importers.slice(after, after + Math.max(0, Math.min(int(request, "limit"), MAX_PAGE)));
  return { _: "messages.chatInviteImporters", count: importers.length, importers: shown, users: peersOf(state, account, shown).users };
}

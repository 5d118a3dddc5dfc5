import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Channel } from "../world/Channel.js";
import { chatView } from "../world/chatViews.js";
import { userView } from "../world/views.js";
import { GENERAL_TOPIC } from "../world/Topics.js";
import type { AdminRight } from "../world/rights.js";
import { child, children, int, list, long, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { fullChannel } from "./fullChannel.js";
import { announced, chatChanged } from "./chatSettings.js";
import { checkedTitle, serviceMessage } from "./membership.js";
import { findPeer, requireChannel } from "./peers.js";
import { mayRevoke, requireAdmin, requireAdminOrRight } from "./permissions.js";

/** Seconds that slow mode can be set to. */
const SLOW_MODES: ReadonlySet<number> = new Set([0, 5, 10, 30, 60, 300, 900, 3600]);
const MAX_ABOUT = 255;

/** channels.* about the channel itself. */
export const channelHandlers: HandlerTable = {
  "channels.createChannel": usersOnly(createChannel),
  "channels.getChannels": atHome((call) => {
    const chats = children(call.request, "id").map((input) => knownChannel(call, input));
    return { _: "messages.chats", chats };
  }),
  "channels.getFullChannel": atHome((call) => fullChannel(call, requireChannel(call))),
  "channels.editTitle": atHome((call) => {
    const channel = requireChannel(call);
    const title = checkedTitle(text(call.request, "title"));
    requireAdminOrRight(call, channel, "changeInfo");
    if (title === channel.title) {
      throw new RpcFault(400, "CHAT_NOT_MODIFIED");
    }
    channel.title = title;
    return serviceMessage(call, channel, { _: "messageActionChatEditTitle", title }, { also: [chatChanged(channel)] });
  }),
  "channels.deleteChannel": usersOnly((call) => {
    const channel = requireChannel(call);
    if (channel.creatorId !== call.account.id) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    channel.isDeleted = true;
    const answer = announced(call, channel, chatChanged(channel));
    for (const userId of channel.members.keys()) {
      call.state.accounts.byId(userId)?.channelChanges.set(channel.id, call.state.nowSec());
    }
    return answer;
  }),
  "channels.checkUsername": usersOnly((call) => {
    const channel = findPeer(call, child(call.request, "channel"));
    return isFree(call, channel?.kind === "channel" ? channel : null, text(call.request, "username"));
  }),
  "channels.updateUsername": usersOnly((call) => {
    const channel = requireChannel(call);
    const username = text(call.request, "username");
    if (channel.creatorId !== call.account.id) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    if (username === (channel.username ?? "")) {
      throw new RpcFault(400, "USERNAME_NOT_MODIFIED");
    }
    if (username !== "" && !isFree(call, channel, username)) {
      throw new RpcFault(400, "USERNAME_OCCUPIED");
    }
    channel.username = username === "" ? null : username;
    announced(call, channel, chatChanged(channel));
    return true;
  }),
  "channels.toggleSignatures": usersOnly(setting("changeInfo", (channel, request) => (channel.hasSignatures = request["signaturesEnabled"] === true))),
  "channels.togglePreHistoryHidden": usersOnly(setting("changeInfo", (channel, request) => (channel.isHistoryHidden = request["enabled"] === true))),
  "channels.toggleJoinToSend": usersOnly(setting("changeInfo", (channel, request) => (channel.isJoinNeeded = request["enabled"] === true))),
  "channels.toggleJoinRequest": usersOnly(setting("changeInfo", (channel, request) => (channel.isApprovalNeeded = request["enabled"] === true))),
  "channels.toggleAntiSpam": usersOnly(setting("banUsers", (channel, request) => (channel.isAntiSpamOn = request["enabled"] === true))),
  "channels.toggleParticipantsHidden": usersOnly(setting("banUsers", (channel, request) => (channel.areMembersHidden = request["enabled"] === true))),
  "channels.toggleForum": usersOnly((call) => {
    const channel = requireChannel(call);
    requireAdmin(call, channel, "changeInfo");
    if (channel.isBroadcast) {
      throw new RpcFault(400, "CHANNEL_INVALID");
    }
    becomeForum(call, channel, call.request["enabled"] === true);
    return announced(call, channel, chatChanged(channel));
  }),
  "channels.toggleSlowMode": usersOnly((call) => {
    const channel = requireChannel(call);
    const seconds = int(call.request, "seconds");
    requireAdmin(call, channel, "banUsers");
    if (!SLOW_MODES.has(seconds)) {
      throw new RpcFault(400, "SECONDS_INVALID");
    }
    channel.slowModeSec = seconds;
    return announced(call, channel, chatChanged(channel));
  }),
  "channels.setDiscussionGroup": usersOnly((call) => {
    const broadcast = requireChannel(call, "broadcast");
    const group = findPeer(call, child(call.request, "group"));
    requireAdmin(call, broadcast, "changeInfo");
    if (!broadcast.isBroadcast || (group !== null && (group.kind !== "channel" || group.isBroadcast))) {
      throw new RpcFault(400, "BROADCAST_ID_INVALID");
    }
    if (broadcast.linkedTo !== null) {
      broadcast.linkedTo.linkedTo = null;
    }
    broadcast.linkedTo = group?.kind === "channel" ? group : null;
    if (group?.kind === "channel") {
      group.linkedTo = broadcast;
    }
    return true;
  }),
  "channels.deleteMessages": atHome((call) => {
    const { state, account, request, peer: session } = call;
    const channel = requireChannel(call);
    const messages = list(request, "id").flatMap((id) => (typeof id === "number" ? (channel.box.messages.get(id) ?? []) : []));
    if (messages.some((message) => !mayRevoke(account, message, channel))) {
      throw new RpcFault(403, "MESSAGE_DELETE_FORBIDDEN");
    }
    const ids = messages.map(({ id }) => id);
    const event = state.post.delete(channel.box, ids, [], session);
    return { _: "messages.affectedMessages", pts: event?.pts ?? channel.box.pts, ptsCount: event?.ptsCount ?? 0 };
  }),
  "channels.deleteParticipantHistory": usersOnly((call) => {
    const { state, peer: session } = call;
    const channel = requireChannel(call);
    const participant = findPeer(call, child(call.request, "participant"));
    requireAdmin(call, channel, "deleteMessages");
    if (participant === null) {
      throw new RpcFault(400, "PARTICIPANT_ID_INVALID");
    }
    const ids = channel.box.newestFirst().flatMap(({ id, content }) => (content.fromId === participant.markedId ? [id] : []));
    const event = state.post.delete(channel.box, ids, [], session);
    return { _: "messages.affectedHistory", pts: event?.pts ?? channel.box.pts, ptsCount: event?.ptsCount ?? 0, offset: 0 };
  }),
  "channels.deleteHistory": usersOnly((call) => {
    const { state, account, request, peer: session } = call;
    const channel = requireChannel(call);
    const maxId = int(request, "maxId") === 0 ? channel.box.lastId : int(request, "maxId");
    if (request["forEveryone"] === true) {
      requireAdmin(call, channel, "deleteMessages");
      const ids = channel.box.newestFirst().flatMap(({ id }) => (id <= maxId ? [id] : []));
      const event = state.post.delete(channel.box, ids, [], session);
      return state.post.updates(account, channel.box, event === null ? [] : [event]);
    }
    const member = channel.members.get(account.id);
    if (member === undefined) {
      throw new RpcFault(400, "USER_NOT_PARTICIPANT");
    }
    member.availableMinId = Math.max(member.availableMinId, maxId);
    const update: TlObject = { _: "updateChannelAvailableMessages", channelId: channel.id, availableMinId: member.availableMinId };
    state.post.tell(account, () => [update], session, channel);
    return state.post.container(account, [update]);
  }),
  "channels.exportMessageLink": usersOnly((call) => {
    const channel = requireChannel(call);
    const id = int(call.request, "id");
    if (!channel.box.messages.has(id)) {
      throw new RpcFault(400, "MESSAGE_ID_INVALID");
    }
    const link = `https://t.me/${channel.username ?? `c/${channel.id}`}/${id}`;
    return { _: "exportedMessageLink", link, html: "" };
  }),
  "channels.getAdminedPublicChannels": usersOnly(({ state, account }) => {
    const own = state.chats.of(account.id).channels.filter(({ creatorId, username }) => creatorId === account.id && username !== null);
    return { _: "messages.chats", chats: own.map((channel) => chatView(state, account, channel)) };
  }),
  "channels.getSendAs": usersOnly(({ state, account }) => ({
    _: "channels.sendAsPeers",
    peers: [{ _: "sendAsPeer", peer: { _: "peerUser", userId: account.id } }],
    chats: [],
    users: [userView(state.accounts, account, account)],
  })),
};

/** Makes a supergroup a forum, with its "General" topic, or takes that back. */
export function becomeForum({ state }: Pick<SignedInCall, "state">, channel: Channel, isForum: boolean): void {
  channel.isForum = isForum;
  if (isForum && !channel.topics.byId.has(GENERAL_TOPIC)) {
    channel.topics.create(GENERAL_TOPIC, channel.creatorId, state.nowSec(), "General", null, null);
  }
}

/** A toggle that an admin with a right may flip. */
function setting(right: AdminRight, set: (channel: Channel, request: TlObject) => void): (call: SignedInCall) => TlObject {
  return (call) => {
    const channel = requireChannel(call);
    requireAdmin(call, channel, right);
    set(channel, call.request);
    return announced(call, channel, chatChanged(channel));
  };
}

/** @throws RpcFault CHANNEL_INVALID */
function knownChannel(call: SignedInCall, input: TlObject): TlObject {
  const { state, account } = call;
  const found = findPeer(call, input);
  if (found?.kind === "channel") {
    return chatView(state, account, found);
  }
  const channel = input._ === "inputChannel" ? state.chats.channels.get(long(input, "channelId")) : undefined;
  if (channel === undefined || input["accessHash"] !== state.chats.accessHash(account, channel)) {
    throw new RpcFault(400, "CHANNEL_INVALID");
  }
  // Whoever has the right hash and may not look inside still learns what it is called.
  const { broadcast, megagroup, id, accessHash, title, untilDate } = chatView(state, account, channel);
  return { _: "channelForbidden", broadcast, megagroup, id, accessHash, title, untilDate };
}

function createChannel(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const title = checkedTitle(text(request, "title"));
  const about = text(request, "about");
  if (about.length > MAX_ABOUT) {
    throw new RpcFault(400, "CHAT_ABOUT_TOO_LONG");
  }
  const isForum = request["forum"] === true;
  const channel = state.chats.addChannel(title, account, state.nowSec(), request["megagroup"] !== true && !isForum);
  channel.about = about;
  account.channelChanges.set(channel.id, state.nowSec());
  const answer = serviceMessage(call, channel, { _: "messageActionChannelCreate", title }, { also: [chatChanged(channel)] });
  if (isForum) {
    becomeForum(call, channel, true);
  }
  return { ...answer, chats: [chatView(state, account, channel)] };
}

function isFree({ state }: SignedInCall, channel: Channel | null, username: string): boolean {
  if (!/^[A-Za-z]\w{3,31}$/.test(username)) {
    throw new RpcFault(400, "USERNAME_INVALID");
  }
  const owner = state.chats.byUsername(username);
  return state.accounts.byUsername(username) === undefined && (owner === undefined || owner === channel);
}

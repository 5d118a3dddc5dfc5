import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import type { Target } from "../world/Post.js";
import type { AdminRight, BannedRight } from "../world/rights.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import type { WorldState } from "../world/WorldState.js";
import type { SignedInCall } from "./Handler.js";

/** What somebody is told who may not send such a thing. */
const FORBIDDEN: Partial<Record<BannedRight, string>> = {
  sendPolls: "CHAT_SEND_POLLS_FORBIDDEN",
  sendStickers: "CHAT_SEND_STICKERS_FORBIDDEN",
  sendGifs: "CHAT_SEND_GIFS_FORBIDDEN",
  sendGames: "CHAT_SEND_GAME_FORBIDDEN",
  sendInline: "CHAT_SEND_INLINE_FORBIDDEN",
  sendMedia: "CHAT_SEND_MEDIA_FORBIDDEN",
  sendPhotos: "CHAT_SEND_PHOTOS_FORBIDDEN",
  sendVideos: "CHAT_SEND_VIDEOS_FORBIDDEN",
  sendRoundvideos: "CHAT_SEND_ROUNDVIDEOS_FORBIDDEN",
  sendAudios: "CHAT_SEND_AUDIOS_FORBIDDEN",
  sendVoices: "CHAT_SEND_VOICES_FORBIDDEN",
  sendDocs: "CHAT_SEND_DOCS_FORBIDDEN",
  sendPlain: "CHAT_SEND_PLAIN_FORBIDDEN",
};

/**
 * Refuses what the account may not send there.
 *
 * @throws RpcFault with the reason
 */
export function checkMaySend({ state, account }: SignedInCall, to: Target, right: BannedRight): void {
  switch (to.kind) {
    case "chat":
      checkGroup(account, to, right);
      return;
    case "channel":
      checkChannel(state, account, to, right);
      return;
    default:
      checkPrivate(account, to);
  }
}

/**
 * Refuses who is no admin with this right.
 *
 * @throws RpcFault CHAT_ADMIN_REQUIRED
 */
export function requireAdmin({ account }: SignedInCall, chat: BasicGroup | Channel, right: AdminRight): void {
  if (!hasAdminRight(account, chat, right)) {
    throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
  }
}

/**
 * Refuses who has neither the admin right nor the right that all members have.
 *
 * @throws RpcFault CHAT_ADMIN_REQUIRED
 */
export function requireAdminOrRight(call: SignedInCall, chat: BasicGroup | Channel, right: "changeInfo" | "inviteUsers" | "pinMessages" | "manageTopics"): void {
  const { account, state } = call;
  if (hasAdminRight(account, chat, right)) {
    return;
  }
  const isRefused =
    chat.kind === "chat"
      ? !chat.isMember(account.id) || chat.restriction.rights.has(right)
      : chat.isBroadcast || !chat.isMember(account.id) || chat.refusal(account.id, right, state.nowSec()) !== null;
  if (isRefused) {
    throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
  }
}

export function hasAdminRight(account: Account, chat: BasicGroup | Channel, right: AdminRight): boolean {
  return chat.kind === "chat" ? chat.isAdmin(account.id) : chat.hasAdminRight(account.id, right);
}

/** Whether the account may delete a message for everybody. */
export function mayRevoke(account: Account, { content }: StoredMessage, chat: Target): boolean {
  const isOwn = content.senderId === account.id;
  switch (chat.kind) {
    case "chat":
      return isOwn || chat.isAdmin(account.id);
    case "channel":
      return chat.hasAdminRight(account.id, "deleteMessages") || (isOwn && (!chat.isBroadcast || chat.hasAdminRight(account.id, "postMessages")));
    default:
      return true;
  }
}

function checkPrivate(from: Account, to: Account): void {
  if (to.kind === "service") {
    throw new RpcFault(400, "PEER_ID_INVALID");
  }
  if (to.deactivated !== null) {
    throw new RpcFault(400, "INPUT_USER_DEACTIVATED");
  }
  if (from.isBot && to.isBot) {
    throw new RpcFault(400, "USER_IS_BOT");
  }
  if (to.blocked.has(from.id)) {
    throw new RpcFault(from.isBot ? 403 : 400, from.isBot ? "USER_IS_BLOCKED" : "YOU_BLOCKED_USER");
  }
  if (from.blocked.has(to.id)) {
    throw new RpcFault(400, "YOU_BLOCKED_USER");
  }
  if (from.isBot && from.mailbox.countIn(to.id) === 0) {
    // A bot cannot begin a conversation.
    throw new RpcFault(403, "PEER_ID_INVALID");
  }
}

function checkGroup(from: Account, group: BasicGroup, right: BannedRight): void {
  if (group.isDeactivated || !group.isMember(from.id)) {
    throw new RpcFault(400, "PEER_ID_INVALID");
  }
  if (!group.isAdmin(from.id)) {
    refuse(group.restriction.rights, right);
  }
}

function checkChannel(state: WorldState, from: Account, channel: Channel, right: BannedRight): void {
  const now = state.nowSec();
  if (channel.isBroadcast) {
    if (!channel.hasAdminRight(from.id, "postMessages")) {
      throw channel.isAdmin(from.id) ? new RpcFault(400, "CHAT_ADMIN_REQUIRED") : new RpcFault(403, "CHAT_WRITE_FORBIDDEN");
    }
    return;
  }
  const member = channel.members.get(from.id);
  if (member === undefined && (channel.linkedTo === null || channel.isJoinNeeded)) {
    throw new RpcFault(403, channel.isJoinNeeded ? "CHAT_GUEST_SEND_FORBIDDEN" : "CHAT_WRITE_FORBIDDEN");
  }
  if (channel.isAdmin(from.id)) {
    return;
  }
  if (["sendMessages", right].some((needed) => channel.refusal(from.id, needed as BannedRight, now) === "own")) {
    throw new RpcFault(400, "USER_BANNED_IN_CHANNEL");
  }
  refuse(channel.restriction.rights, right);
  const waitSec = member === undefined || channel.slowModeSec === 0 ? 0 : member.lastSentSec + channel.slowModeSec - now;
  if (waitSec > 0) {
    throw new RpcFault(420, `SLOWMODE_WAIT_${waitSec}`);
  }
}

function refuse(refused: ReadonlySet<BannedRight>, right: BannedRight): void {
  if (refused.has("sendMessages")) {
    throw new RpcFault(403, "CHAT_WRITE_FORBIDDEN");
  }
  const isMedia = right !== "sendMessages" && right !== "sendPlain";
  if (refused.has(right) || (isMedia && refused.has("sendMedia"))) {
    throw new RpcFault(403, FORBIDDEN[right] ?? "CHAT_WRITE_FORBIDDEN");
  }
}

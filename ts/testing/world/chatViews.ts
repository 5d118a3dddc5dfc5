import type { TlObject } from "../codec/index.js";
import type { Account } from "./Account.js";
import type { BasicGroup, GroupMember } from "./BasicGroup.js";
import type { Channel, ChannelMember } from "./Channel.js";
import type { Directory } from "./Directory.js";
import { peerView } from "./marked.js";
import { BASIC_ADMIN_RIGHTS, adminRightsView, bannedRightsView } from "./rights.js";

/** Chat: a group or channel, as `viewer` sees it. */
export function chatView(directory: Directory, viewer: Account, chat: BasicGroup | Channel, kind: "full" | "min" = "full"): TlObject {
  return chat.kind === "chat" ? groupView(directory, viewer, chat) : channelView(directory, viewer, chat, kind);
}

function groupView(directory: Directory, viewer: Account, group: BasicGroup): TlObject {
  const member = group.members.get(viewer.id);
  if (group.removed.has(viewer.id)) {
    return { _: "chatForbidden", id: group.id, title: group.title };
  }
  const { migratedTo } = group;
  return {
    _: "chat",
    creator: group.creatorId === viewer.id,
    left: member === undefined,
    deactivated: group.isDeactivated,
    noforwards: group.isProtected,
    id: group.id,
    title: group.title,
    photo: { _: "chatPhotoEmpty" },
    participantsCount: group.members.size,
    date: group.dateSec,
    version: group.version,
    migratedTo:
      migratedTo === null ? undefined : { _: "inputChannel", channelId: migratedTo.id, accessHash: directory.chats.accessHash(viewer, migratedTo) },
    adminRights: member?.isAdmin === true && group.creatorId !== viewer.id ? adminRightsView(BASIC_ADMIN_RIGHTS) : undefined,
    defaultBannedRights: bannedRightsView(group.restriction),
  };
}

function channelView(directory: Directory, viewer: Account, channel: Channel, kind: "full" | "min"): TlObject {
  const accessHash = directory.chats.accessHash(viewer, channel, kind);
  const kinds = { broadcast: channel.isBroadcast, megagroup: !channel.isBroadcast };
  const now = directory.nowSec();
  const ban = channel.banOf(viewer.id, now);
  if (channel.isDeleted || ban?.restriction.rights.has("viewMessages") === true) {
    const until = ban?.restriction.untilSec ?? 0;
    return { _: "channelForbidden", ...kinds, id: channel.id, accessHash, title: channel.title, untilDate: until === 0 ? undefined : until };
  }
  const common = {
    _: "channel",
    ...kinds,
    signatures: channel.hasSignatures,
    hasLink: channel.linkedTo !== null,
    slowmodeEnabled: channel.slowModeSec > 0,
    noforwards: channel.isProtected,
    joinToSend: channel.isJoinNeeded,
    joinRequest: channel.isApprovalNeeded,
    forum: channel.isForum,
    id: channel.id,
    accessHash,
    title: channel.title,
    username: channel.username ?? undefined,
    photo: { _: "chatPhotoEmpty" },
    defaultBannedRights: channel.isBroadcast ? undefined : bannedRightsView(channel.restriction),
  };
  const member = channel.members.get(viewer.id);
  if (kind === "min") {
    return { ...common, min: true, date: 0 };
  }
  const rights = channel.adminRightsOf(viewer.id);
  return {
    ...common,
    creator: channel.creatorId === viewer.id,
    left: member === undefined,
    date: member?.dateSec ?? channel.dateSec,
    adminRights: rights === null ? undefined : adminRightsView(rights),
    bannedRights: ban === null ? undefined : bannedRightsView(ban.restriction),
    participantsCount: channel.members.size,
  };
}

/** ChatParticipant. */
export function groupMemberView(group: BasicGroup, { userId, inviterId, dateSec, isAdmin }: GroupMember): TlObject {
  if (userId === group.creatorId) {
    return { _: "chatParticipantCreator", userId };
  }
  return { _: isAdmin ? "chatParticipantAdmin" : "chatParticipant", userId, inviterId, date: dateSec };
}

/** chatParticipants. */
export function groupMembersView(group: BasicGroup): TlObject {
  const participants = [...group.members.values()].map((member) => groupMemberView(group, member));
  return { _: "chatParticipants", chatId: group.id, participants, version: group.version };
}

/** ChannelParticipant of a member. */
export function channelMemberView(viewer: Account, channel: Channel, member: ChannelMember): TlObject {
  const { userId, inviterId, dateSec, admin } = member;
  const rights = channel.adminRightsOf(userId);
  if (userId === channel.creatorId) {
    return { _: "channelParticipantCreator", userId, adminRights: adminRightsView(rights ?? new Set()), rank: admin?.rank ?? undefined };
  }
  const isSelf = userId === viewer.id;
  if (admin !== null) {
    return {
      _: "channelParticipantAdmin",
      canEdit: channel.creatorId === viewer.id || admin.promotedBy === viewer.id,
      self: isSelf,
      userId,
      inviterId: isSelf ? inviterId : undefined,
      promotedBy: admin.promotedBy,
      date: dateSec,
      adminRights: adminRightsView(admin.rights),
      rank: admin.rank ?? undefined,
    };
  }
  return isSelf
    ? { _: "channelParticipantSelf", viaRequest: member.isByRequest, userId, inviterId, date: dateSec }
    : { _: "channelParticipant", userId, date: dateSec };
}

/** ChannelParticipant of whoever has to do with a channel; null for who has not. */
export function channelParticipantView(directory: Pick<Directory, "nowSec">, viewer: Account, channel: Channel, userId: bigint): TlObject | null {
  const ban = channel.banOf(userId, directory.nowSec());
  const member = channel.members.get(userId);
  if (ban !== null) {
    return {
      _: "channelParticipantBanned",
      left: member === undefined,
      peer: peerView(userId),
      kickedBy: ban.kickedBy,
      date: ban.dateSec,
      bannedRights: bannedRightsView(ban.restriction),
    };
  }
  return member === undefined ? null : channelMemberView(viewer, channel, member);
}

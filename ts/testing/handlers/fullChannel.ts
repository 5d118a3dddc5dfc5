import type { TlObject } from "../codec/index.js";
import type { Channel } from "../world/Channel.js";
import { inviteView } from "../world/InviteLinks.js";
import { peersOf } from "../world/namedPeers.js";
import { botInfoView } from "./botInfo.js";
import { reactionsAllowedView } from "./chats.js";
import type { SignedInCall } from "./Handler.js";
import { NOTIFY_SETTINGS } from "./users.js";

/** messages.chatFull of a channel, with what only its admins are told. */
export function fullChannel({ state, account }: SignedInCall, channel: Channel): TlObject {
  const member = channel.members.get(account.id);
  const isAdmin = channel.isAdmin(account.id);
  const mayInvite = channel.hasAdminRight(account.id, "inviteUsers");
  const now = state.nowSec();
  const bans = [...channel.bans.keys()].flatMap((userId) => channel.banOf(userId, now) ?? []);
  const kicked = bans.filter(({ restriction }) => restriction.rights.has("viewMessages")).length;
  const admins = [...channel.members.keys()].filter((userId) => channel.isAdmin(userId)).length;
  const { requests } = channel.links;
  const fullChat: TlObject = {
    _: "channelFull",
    canViewParticipants: isAdmin || (!channel.isBroadcast && !channel.areMembersHidden),
    canSetUsername: channel.creatorId === account.id,
    canDeleteChannel: channel.creatorId === account.id,
    hiddenPrehistory: channel.isHistoryHidden,
    antispam: channel.isAntiSpamOn,
    participantsHidden: channel.areMembersHidden,
    id: channel.id,
    about: channel.about,
    participantsCount: channel.members.size,
    adminsCount: isAdmin ? admins : undefined,
    kickedCount: isAdmin ? kicked : undefined,
    bannedCount: isAdmin ? bans.length - kicked : undefined,
    onlineCount: [...channel.members.keys()].filter((userId) => state.accounts.byId(userId)?.isOnline === true).length,
    readInboxMaxId: member?.readInboxMaxId ?? 0,
    readOutboxMaxId: channel.readOutboxMaxId,
    unreadCount: channel.unreadFor(account.id),
    chatPhoto: { _: "photoEmpty", id: 0n },
    notifySettings: NOTIFY_SETTINGS,
    exportedInvite: mayInvite ? inviteView(channel.links.permanent(account.id, now), channel.links) : undefined,
    botInfo: state.botsIn(channel).map((bot) => botInfoView(bot, null)),
    migratedFromChatId: channel.migratedFrom?.chatId,
    migratedFromMaxId: channel.migratedFrom?.maxId,
    pinnedMsgId: channel.messagesFor(account.id).find(({ isPinned }) => isPinned)?.id,
    availableMinId: member === undefined || member.availableMinId === 0 ? undefined : member.availableMinId,
    linkedChatId: channel.linkedTo?.id,
    slowmodeSeconds: channel.slowModeSec === 0 ? undefined : channel.slowModeSec,
    slowmodeNextSendDate:
      channel.slowModeSec > 0 && member !== undefined && member.lastSentSec > 0 ? member.lastSentSec + channel.slowModeSec : undefined,
    pts: channel.box.pts,
    requestsPending: mayInvite && requests.size > 0 ? requests.size : undefined,
    recentRequesters: mayInvite && requests.size > 0 ? [...requests.keys()] : undefined,
    availableReactions: reactionsAllowedView(channel.allowedReactions),
  };
  const linked = channel.linkedTo === null ? [] : [{ _: "peerChannel", channelId: channel.linkedTo.id }];
  const named = peersOf(state, account, [fullChat, { _: "peerChannel", channelId: channel.id }, ...linked]);
  return { _: "messages.chatFull", fullChat, ...named };
}

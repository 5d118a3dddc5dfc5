import type { tl } from "../../tl/index.js";
import { Message } from "../messagesAndMedia/Message.js";
import { Photo } from "../messagesAndMedia/Photo.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { Chat } from "./Chat.js";
import { ChatInviteLink } from "./ChatInviteLink.js";
import { ChatMember } from "./ChatMember.js";
import { type ChatPermissions, readPermissions } from "./ChatPermissions.js";
import { ForumTopic } from "./ForumTopic.js";

export type ChatEventAction = (typeof CHAT_EVENT_ACTIONS)[number];

export const CHAT_EVENT_ACTIONS = [
  "descriptionChanged",
  "historyTtlChanged",
  "linkedChatChanged",
  "photoChanged",
  "titleChanged",
  "usernameChanged",
  "chatPermissionsChanged",
  "messageDeleted",
  "messageEdited",
  "inviteLinkEdited",
  "inviteLinkRevoked",
  "inviteLinkDeleted",
  "memberInvited",
  "memberJoined",
  "memberLeft",
  "administratorPrivilegesChanged",
  "memberPermissionsChanged",
  "pollStopped",
  "invitesEnabled",
  "historyHidden",
  "signaturesEnabled",
  "slowModeChanged",
  "messagePinned",
  "messageUnpinned",
  "createdForumTopic",
  "editedForumTopic",
  "deletedForumTopic",
  "unknown",
] as const;

/** What an event of a chat's log changed; what it has nothing to do with is null. */
export interface ChatEventDetails {
  readonly oldDescription: string | null;
  readonly newDescription: string | null;
  readonly oldHistoryTtl: number | null;
  readonly newHistoryTtl: number | null;
  readonly oldLinkedChat: Chat | null;
  readonly newLinkedChat: Chat | null;
  readonly oldPhoto: Photo | null;
  readonly newPhoto: Photo | null;
  readonly oldTitle: string | null;
  readonly newTitle: string | null;
  readonly oldUsername: string | null;
  readonly newUsername: string | null;
  readonly oldChatPermissions: ChatPermissions | null;
  readonly newChatPermissions: ChatPermissions | null;
  readonly deletedMessage: Message | null;
  readonly oldMessage: Message | null;
  readonly newMessage: Message | null;
  readonly invitedMember: ChatMember | null;
  readonly oldAdministratorPrivileges: ChatMember | null;
  readonly newAdministratorPrivileges: ChatMember | null;
  readonly oldMemberPermissions: ChatMember | null;
  readonly newMemberPermissions: ChatMember | null;
  readonly stoppedPoll: Message | null;
  readonly invitesEnabled: boolean | null;
  readonly historyHidden: boolean | null;
  readonly signaturesEnabled: boolean | null;
  readonly oldSlowMode: number | null;
  readonly newSlowMode: number | null;
  readonly pinnedMessage: Message | null;
  readonly unpinnedMessage: Message | null;
  readonly oldInviteLink: ChatInviteLink | null;
  readonly newInviteLink: ChatInviteLink | null;
  readonly revokedInviteLink: ChatInviteLink | null;
  readonly deletedInviteLink: ChatInviteLink | null;
  readonly createdForumTopic: ForumTopic | null;
  readonly oldForumTopic: ForumTopic | null;
  readonly newForumTopic: ForumTopic | null;
  readonly deletedForumTopic: ForumTopic | null;
}

type Read = readonly [action: ChatEventAction, details: Partial<ChatEventDetails>];

/** Reads what an event did, and to what. */
export function readChatEvent(action: tl.ChannelAdminLogEventAction, peers: PeerIndex, client: ObjectClient): Read {
  const messageOf = (message: tl.Message): Message => new Message(message, peers, client);
  const memberOf = (participant: tl.ChannelParticipant): ChatMember => new ChatMember(participant, peers, client);
  const linkOf = (invite: tl.ExportedChatInvite): ChatInviteLink | null => ChatInviteLink.of(invite, peers);
  switch (action._) {
    case "channelAdminLogEventActionChangeAbout":
      return ["descriptionChanged", { oldDescription: action.prevValue, newDescription: action.newValue }];
    case "channelAdminLogEventActionChangeHistoryTTL":
      return ["historyTtlChanged", { oldHistoryTtl: action.prevValue, newHistoryTtl: action.newValue }];
    case "channelAdminLogEventActionChangeLinkedChat":
      return ["linkedChatChanged", { oldLinkedChat: channelOf(action.prevValue, peers, client), newLinkedChat: channelOf(action.newValue, peers, client) }];
    case "channelAdminLogEventActionChangePhoto":
      return ["photoChanged", { oldPhoto: Photo.of(action.prevPhoto), newPhoto: Photo.of(action.newPhoto) }];
    case "channelAdminLogEventActionChangeTitle":
      return ["titleChanged", { oldTitle: action.prevValue, newTitle: action.newValue }];
    case "channelAdminLogEventActionChangeUsername":
      return ["usernameChanged", { oldUsername: action.prevValue, newUsername: action.newValue }];
    case "channelAdminLogEventActionDefaultBannedRights":
      return ["chatPermissionsChanged", { oldChatPermissions: readPermissions(action.prevBannedRights), newChatPermissions: readPermissions(action.newBannedRights) }];
    case "channelAdminLogEventActionDeleteMessage":
      return ["messageDeleted", { deletedMessage: messageOf(action.message) }];
    case "channelAdminLogEventActionEditMessage":
      return ["messageEdited", { oldMessage: messageOf(action.prevMessage), newMessage: messageOf(action.newMessage) }];
    case "channelAdminLogEventActionStopPoll":
      return ["pollStopped", { stoppedPoll: messageOf(action.message) }];
    case "channelAdminLogEventActionUpdatePinned":
      return readPinned(action.message, messageOf);
    case "channelAdminLogEventActionParticipantInvite":
      return ["memberInvited", { invitedMember: memberOf(action.participant) }];
    case "channelAdminLogEventActionParticipantJoin":
    case "channelAdminLogEventActionParticipantJoinByInvite":
    case "channelAdminLogEventActionParticipantJoinByRequest":
      return ["memberJoined", {}];
    case "channelAdminLogEventActionParticipantLeave":
      return ["memberLeft", {}];
    case "channelAdminLogEventActionParticipantToggleAdmin":
      return ["administratorPrivilegesChanged", { oldAdministratorPrivileges: memberOf(action.prevParticipant), newAdministratorPrivileges: memberOf(action.newParticipant) }];
    case "channelAdminLogEventActionParticipantToggleBan":
      return ["memberPermissionsChanged", { oldMemberPermissions: memberOf(action.prevParticipant), newMemberPermissions: memberOf(action.newParticipant) }];
    case "channelAdminLogEventActionExportedInviteEdit":
      return ["inviteLinkEdited", { oldInviteLink: linkOf(action.prevInvite), newInviteLink: linkOf(action.newInvite) }];
    case "channelAdminLogEventActionExportedInviteRevoke":
      return ["inviteLinkRevoked", { revokedInviteLink: linkOf(action.invite) }];
    case "channelAdminLogEventActionExportedInviteDelete":
      return ["inviteLinkDeleted", { deletedInviteLink: linkOf(action.invite) }];
    case "channelAdminLogEventActionToggleInvites":
      return ["invitesEnabled", { invitesEnabled: action.newValue }];
    case "channelAdminLogEventActionTogglePreHistoryHidden":
      return ["historyHidden", { historyHidden: action.newValue }];
    case "channelAdminLogEventActionToggleSignatures":
      return ["signaturesEnabled", { signaturesEnabled: action.newValue }];
    case "channelAdminLogEventActionToggleSlowMode":
      return ["slowModeChanged", { oldSlowMode: action.prevValue, newSlowMode: action.newValue }];
    case "channelAdminLogEventActionCreateTopic":
      return ["createdForumTopic", { createdForumTopic: topicOf(action.topic) }];
    case "channelAdminLogEventActionEditTopic":
      return ["editedForumTopic", { oldForumTopic: topicOf(action.prevTopic), newForumTopic: topicOf(action.newTopic) }];
    case "channelAdminLogEventActionDeleteTopic":
      return ["deletedForumTopic", { deletedForumTopic: topicOf(action.topic) }];
    default:
      return ["unknown", {}];
  }
}

/** A message that is no longer pinned comes as the message that it is now. */
function readPinned(message: tl.Message, messageOf: (message: tl.Message) => Message): Read {
  const isPinned = message._ === "message" && message.pinned === true;
  return isPinned ? ["messagePinned", { pinnedMessage: messageOf(message) }] : ["messageUnpinned", { unpinnedMessage: messageOf(message) }];
}

/** 0 stands for none. */
function channelOf(channelId: number, peers: PeerIndex, client: ObjectClient): Chat | null {
  return channelId === 0 ? null : new Chat(peers.channel(channelId) ?? { _: "peerChannel", channelId }, client);
}

const topicOf = (topic: tl.ForumTopic): ForumTopic | null => (topic._ === "forumTopic" ? new ForumTopic(topic) : null);

import type { tl } from "../../tl/index.js";

export type MessageServiceType =
  | "newChatMembers"
  | "leftChatMembers"
  | "newChatTitle"
  | "newChatPhoto"
  | "deleteChatPhoto"
  | "groupChatCreated"
  | "channelChatCreated"
  | "migrateToChatId"
  | "migrateFromChatId"
  | "pinnedMessage"
  | "gameHighScore"
  | "forumTopicCreated"
  | "forumTopicClosed"
  | "forumTopicReopened"
  | "forumTopicEdited"
  | "generalTopicHidden"
  | "generalTopicUnhidden"
  | "videoChatStarted"
  | "videoChatEnded"
  | "videoChatScheduled"
  | "videoChatMembersInvited"
  | "webAppData";

const TYPES: Readonly<Partial<Record<tl.MessageAction["_"], MessageServiceType>>> = {
  messageActionChatAddUser: "newChatMembers",
  messageActionChatJoinedByLink: "newChatMembers",
  messageActionChatJoinedByRequest: "newChatMembers",
  messageActionChatDeleteUser: "leftChatMembers",
  messageActionChatEditTitle: "newChatTitle",
  messageActionChatEditPhoto: "newChatPhoto",
  messageActionChatDeletePhoto: "deleteChatPhoto",
  messageActionChatCreate: "groupChatCreated",
  messageActionChannelCreate: "channelChatCreated",
  messageActionChatMigrateTo: "migrateToChatId",
  messageActionChannelMigrateFrom: "migrateFromChatId",
  messageActionPinMessage: "pinnedMessage",
  messageActionGameScore: "gameHighScore",
  messageActionTopicCreate: "forumTopicCreated",
  messageActionGroupCallScheduled: "videoChatScheduled",
  messageActionInviteToGroupCall: "videoChatMembersInvited",
  messageActionWebViewDataSentMe: "webAppData",
};

/** Null for actions without a name of their own. */
export function serviceType({ action }: tl.RawMessageService): MessageServiceType | null {
  if (action._ === "messageActionGroupCall") return action.duration === undefined ? "videoChatStarted" : "videoChatEnded";
  return action._ === "messageActionTopicEdit" ? topicEditType(action) : (TYPES[action._] ?? null);
}

function topicEditType({ closed, hidden }: tl.RawMessageActionTopicEdit): MessageServiceType {
  if (closed !== undefined) return closed ? "forumTopicClosed" : "forumTopicReopened";
  if (hidden !== undefined) return hidden ? "generalTopicHidden" : "generalTopicUnhidden";
  return "forumTopicEdited";
}

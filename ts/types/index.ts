export type { SentCode, SentCodeType, TermsOfService } from "./authorization/index.js";
export * from "./botsAndKeyboards/index.js";
export * from "./messagesAndMedia/index.js";
export type { ChatId, ObjectClient } from "./ObjectClient.js";
export type * from "./options/index.js";
export { PeerIndex, type MentionedPeers, type RawChat, type RawPeer } from "./PeerIndex.js";
export * from "./userAndChats/index.js";

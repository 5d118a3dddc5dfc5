export type { AsyncList, ListOptions } from "./AsyncList.js";
export type { FileToSend } from "./media/inputMedia.js";
export type * from "./messages/index.js";
export type * from "./chats/index.js";
export type * from "./inviteLinks/index.js";
export type * from "./password/index.js";
export type * from "./users/index.js";
export type * from "./contacts/index.js";
export type * from "./bots/index.js";

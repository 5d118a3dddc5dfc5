import type { Message } from "../types/index.js";
import { filterOf, type Filter } from "./Filter.js";

type Has<Name extends keyof Message> = Filter<Message, { readonly [N in Name]: NonNullable<Message[N]> }>;
type Is = Filter<Message>;

const has = <Name extends keyof Message>(name: Name): Has<Name> => filterOf((message) => message[name] !== null && message[name] !== undefined && message[name] !== false);

/** Messages that tell what happened, also those without a name in `message.service`. */
export const service: Is = filterOf((message) => message.isService);
export const newChatMembers: Has<"newChatMembers"> = has("newChatMembers");
export const leftChatMember: Has<"leftChatMember"> = has("leftChatMember");
export const newChatTitle: Has<"newChatTitle"> = has("newChatTitle");
export const newChatPhoto: Has<"newChatPhoto"> = has("newChatPhoto");
export const deleteChatPhoto: Is = filterOf((message) => message.deleteChatPhoto);
export const groupChatCreated: Is = filterOf((message) => message.groupChatCreated);
export const supergroupChatCreated: Is = filterOf((message) => message.supergroupChatCreated);
export const channelChatCreated: Is = filterOf((message) => message.channelChatCreated);
export const migrateToChatId: Has<"migrateToChatId"> = has("migrateToChatId");
export const migrateFromChatId: Has<"migrateFromChatId"> = has("migrateFromChatId");
/** A message was pinned. */
export const pinnedMessage: Is = filterOf((message) => message.service === "pinnedMessage");
export const gameHighScore: Has<"gameHighScore"> = has("gameHighScore");
export const videoChatStarted: Has<"videoChatStarted"> = has("videoChatStarted");
export const videoChatEnded: Has<"videoChatEnded"> = has("videoChatEnded");
export const videoChatMembersInvited: Has<"videoChatMembersInvited"> = has("videoChatMembersInvited");

import type { Chat, User } from "../types/index.js";
import { filterOf, type Filter } from "./Filter.js";
import { idFilter, type IdFilter, type Name } from "./IdFilter.js";

/** Updates that somebody made. */
interface FromSomebody {
  readonly fromUser: User | null;
}

/** Updates of a chat: messages by themselves, callback queries through their message. */
type InChat = { readonly chat: Chat | null } | { readonly message: { readonly chat: Chat } | null };

/**
 * Updates that certain people made.
 *
 * @param users ids, usernames with or without `@`, or `"me"`
 * @throws TypeError, RangeError for what is neither
 */
export function user(users: Name | readonly Name[]): IdFilter<FromSomebody> {
  return idFilter(users, ({ fromUser }, { me }) => {
    if (fromUser === null) return null;
    const { id, username, activeUsernames } = fromUser;
    return { id, usernames: username === null ? activeUsernames : [username, ...activeUsernames], isMe: fromUser.isSelf || id === me?.id };
  });
}

/**
 * Updates of certain chats.
 *
 * @param chats marked ids, usernames with or without `@`, or `"me"` for saved messages
 * @throws TypeError, RangeError for what is neither
 */
export function chat(chats: Name | readonly Name[]): IdFilter<InChat> {
  return idFilter(chats, (update, { me }) => {
    const found = chatOf(update);
    if (found === null) return null;
    const { id, username, activeUsernames } = found;
    return { id, usernames: username === null ? activeUsernames : [username, ...activeUsernames], isMe: id === me?.id };
  });
}

/** Updates that the account itself made. */
export const me: Filter<FromSomebody> = filterOf((update) => update.fromUser?.isSelf === true || ("outgoing" in update && update.outgoing === true));
/** Updates that a bot made. */
export const bot: Filter<FromSomebody, { readonly fromUser: User }> = filterOf(({ fromUser }) => fromUser?.isBot === true);
/** Private chats, with people and with bots. */
export const private_: Filter<InChat> = filterOf((update) => ["private", "bot"].includes(chatOf(update)?.type ?? ""));
/** Groups and supergroups. */
export const group: Filter<InChat> = filterOf((update) => ["group", "supergroup"].includes(chatOf(update)?.type ?? ""));
export const channel: Filter<InChat> = filterOf((update) => chatOf(update)?.type === "channel");

function chatOf(update: InChat): Chat | null {
  return "chat" in update ? update.chat : (update.message?.chat ?? null);
}

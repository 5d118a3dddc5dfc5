import type { tl } from "../../tl/index.js";

type Id = number | string;

/** Every chat that has no commands of its own. */
export class BotCommandScopeDefault {
  readonly type = "default";
}
export class BotCommandScopeAllPrivateChats {
  readonly type = "allPrivateChats";
}
export class BotCommandScopeAllGroupChats {
  readonly type = "allGroupChats";
}
export class BotCommandScopeAllChatAdministrators {
  readonly type = "allChatAdministrators";
}

/** One chat. */
export class BotCommandScopeChat {
  readonly type = "chat";
  readonly chatId: Id;

  constructor(chatId: Id) {
    this.chatId = chatId;
  }
}

/** The administrators of one chat. */
export class BotCommandScopeChatAdministrators {
  readonly type = "chatAdministrators";
  readonly chatId: Id;

  constructor(chatId: Id) {
    this.chatId = chatId;
  }
}

/** One person in one chat. */
export class BotCommandScopeChatMember {
  readonly type = "chatMember";
  readonly chatId: Id;
  readonly userId: Id;

  constructor(chatId: Id, userId: Id) {
    this.chatId = chatId;
    this.userId = userId;
  }
}

/** To whom a bot's commands are offered. Plain objects of the same shape do as well. */
export type BotCommandScope =
  | BotCommandScopeDefault
  | BotCommandScopeAllPrivateChats
  | BotCommandScopeAllGroupChats
  | BotCommandScopeAllChatAdministrators
  | BotCommandScopeChat
  | BotCommandScopeChatAdministrators
  | BotCommandScopeChatMember;

/** Finds what Telegram wants for chats and users. */
export interface ResolveScope {
  readonly resolvePeer: (chat: Id) => Promise<tl.InputPeer>;
  readonly resolveUser: (user: Id) => Promise<tl.InputUser>;
}

/** As Telegram takes it. @throws TypeError for what is no scope */
export async function writeCommandScope(scope: BotCommandScope, { resolvePeer, resolveUser }: ResolveScope): Promise<tl.BotCommandScope> {
  switch (scope?.type) {
    case "default":
      return { _: "botCommandScopeDefault" };
    case "allPrivateChats":
      return { _: "botCommandScopeUsers" };
    case "allGroupChats":
      return { _: "botCommandScopeChats" };
    case "allChatAdministrators":
      return { _: "botCommandScopeChatAdmins" };
    case "chat":
      return { _: "botCommandScopePeer", peer: await resolvePeer(scope.chatId) };
    case "chatAdministrators":
      return { _: "botCommandScopePeerAdmins", peer: await resolvePeer(scope.chatId) };
    case "chatMember":
      return { _: "botCommandScopePeerUser", peer: await resolvePeer(scope.chatId), userId: await resolveUser(scope.userId) };
    default:
      throw new TypeError("scope must be one of the BotCommandScope classes");
  }
}

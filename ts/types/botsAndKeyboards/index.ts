export { CallbackGame } from "./CallbackGame.js";
export { ForceReply, type ForceReplyOptions } from "./ForceReply.js";
export { InlineKeyboardButton, type InlineKeyboardAction } from "./InlineKeyboardButton.js";
export { InlineKeyboardMarkup } from "./InlineKeyboardMarkup.js";
export { KeyboardButton, type KeyboardAction } from "./KeyboardButton.js";
export { LoginUrl, type LoginUrlOptions } from "./LoginUrl.js";
export { ReplyKeyboardMarkup, type ReplyKeyboardOptions } from "./ReplyKeyboardMarkup.js";
export { ReplyKeyboardRemove } from "./ReplyKeyboardRemove.js";
export type { ReplyMarkup } from "./ReplyMarkup.js";
export { WebAppInfo } from "./WebAppInfo.js";
export { readReplyMarkup } from "./readReplyMarkup.js";
export { writeReplyMarkup, type ResolveUser } from "./writeReplyMarkup.js";
export { CallbackQuery, type RawCallbackQuery } from "./CallbackQuery.js";
export { BotCommand } from "./BotCommand.js";
export {
  BotCommandScopeAllChatAdministrators,
  BotCommandScopeAllGroupChats,
  BotCommandScopeAllPrivateChats,
  BotCommandScopeChat,
  BotCommandScopeChatAdministrators,
  BotCommandScopeChatMember,
  BotCommandScopeDefault,
  writeCommandScope,
  type BotCommandScope,
  type ResolveScope,
} from "./BotCommandScope.js";
export { GameHighScore } from "./GameHighScore.js";
export { MenuButtonCommands, MenuButtonDefault, MenuButtonWebApp, readMenuButton, writeMenuButton, type MenuButton } from "./MenuButton.js";
export { SentWebAppMessage } from "./SentWebAppMessage.js";

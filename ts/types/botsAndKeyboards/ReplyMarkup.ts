import type { ForceReply } from "./ForceReply.js";
import type { InlineKeyboardMarkup } from "./InlineKeyboardMarkup.js";
import type { ReplyKeyboardMarkup } from "./ReplyKeyboardMarkup.js";
import type { ReplyKeyboardRemove } from "./ReplyKeyboardRemove.js";

/** What stands under a message, or instead of the keyboard. */
export type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

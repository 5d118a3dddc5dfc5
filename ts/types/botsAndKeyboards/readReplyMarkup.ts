import type { tl } from "../../tl/index.js";
import { ForceReply } from "./ForceReply.js";
import { InlineKeyboardButton, type InlineKeyboardAction } from "./InlineKeyboardButton.js";
import { InlineKeyboardMarkup } from "./InlineKeyboardMarkup.js";
import { KeyboardButton, type KeyboardAction } from "./KeyboardButton.js";
import { ReplyKeyboardMarkup } from "./ReplyKeyboardMarkup.js";
import { ReplyKeyboardRemove } from "./ReplyKeyboardRemove.js";
import type { ReplyMarkup } from "./ReplyMarkup.js";

/** The keyboard of a message that was received. Buttons of kinds without a name here keep their text. */
export function readReplyMarkup(markup: tl.ReplyMarkup): ReplyMarkup {
  switch (markup._) {
    case "replyInlineMarkup":
      return new InlineKeyboardMarkup(markup.rows.map(({ buttons }) => buttons.map((button) => new InlineKeyboardButton(button.text, readInlineAction(button.type)))));
    case "replyKeyboardMarkup":
      return new ReplyKeyboardMarkup(
        markup.rows.map(({ buttons }) => buttons.map((button) => new KeyboardButton(button.text, readAction(button.type)))),
        { isPersistent: markup.persistent, resizeKeyboard: markup.resize, oneTimeKeyboard: markup.singleUse, selective: markup.selective, placeholder: markup.placeholder },
      );
    case "replyKeyboardHide":
      return new ReplyKeyboardRemove({ selective: markup.selective });
    case "replyKeyboardForceReply":
      return new ForceReply({ selective: markup.selective, placeholder: markup.placeholder });
  }
}

function readInlineAction(type: tl.InlineButtonType): InlineKeyboardAction {
  switch (type._) {
    case "inlineButtonTypeCallback":
      return { callbackData: textOrBytes(type.data) };
    case "inlineButtonTypeUrl":
      return { url: type.url };
    case "inlineButtonTypeUrlAuth":
      return { loginUrl: { url: type.url, forwardText: type.fwdText, buttonId: type.buttonId } };
    case "inlineButtonTypeUserProfile":
      return { userId: type.userId };
    case "inlineButtonTypeSwitchInline":
      return type.samePeer === true ? { switchInlineQueryCurrentChat: type.query } : { switchInlineQuery: type.query };
    case "inlineButtonTypeWebView":
      return { webApp: { url: type.url } };
    case "inlineButtonTypeGame":
      return { callbackGame: true };
    case "inlineButtonTypeBuy":
      return { pay: true };
    case "inlineButtonTypeCopy":
      return { copyText: type.copyText };
    // The forms with "input" are sent, never received.
    case "inlineButtonTypeDisabled":
    case "inputInlineButtonTypeUrlAuth":
    case "inputInlineButtonTypeUserProfile":
      return {};
  }
}

function readAction(type: tl.ButtonType): KeyboardAction {
  switch (type._) {
    case "buttonTypeRequestPhone":
      return { requestContact: true };
    case "buttonTypeRequestGeoLocation":
      return { requestLocation: true };
    case "buttonTypeSimpleWebView":
      return { webApp: { url: type.url } };
    case "buttonTypeDefault":
    case "buttonTypeRequestPeer":
    case "buttonTypeRequestPoll":
    case "inputButtonTypeRequestPeer":
      return {};
  }
}

/** Data that is no UTF-8 stays as it is: written as text it would not be the same again. */
export function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

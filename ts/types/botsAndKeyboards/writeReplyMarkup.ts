import type { tl } from "../../tl/index.js";
import type { InlineKeyboardButton } from "./InlineKeyboardButton.js";
import type { KeyboardButton } from "./KeyboardButton.js";
import type { ReplyKeyboardMarkup } from "./ReplyKeyboardMarkup.js";
import type { ReplyMarkup } from "./ReplyMarkup.js";

/** Telegram refuses more (BUTTON_DATA_INVALID). */
const MAX_CALLBACK_DATA_BYTES = 64;

const ACTIONS = [
  "callbackData",
  "url",
  "webApp",
  "loginUrl",
  "userId",
  "switchInlineQuery",
  "switchInlineQueryCurrentChat",
  "callbackGame",
  "pay",
  "copyText",
] as const;

/** Finds what Telegram wants for a user who is named by id or username. */
export type ResolveUser = (user: number | string) => Promise<tl.InputUser>;

/**
 * A keyboard as Telegram takes it.
 *
 * @param resolveUser for buttons that open a profile, and for the bot of a `loginUrl`
 * @throws TypeError for what is no keyboard, a button without a text, and one that does nothing or several things
 * @throws RangeError for callback data that is not 1–64 bytes
 */
export async function writeReplyMarkup(markup: ReplyMarkup, resolveUser: ResolveUser): Promise<tl.ReplyMarkup> {
  if (typeof markup !== "object" || markup === null) throw new TypeError("replyMarkup must be an object");
  if ("inlineKeyboard" in markup) {
    const rows = checkRows("inlineKeyboard", markup.inlineKeyboard).map(async (row) => ({
      _: "keyboardInlineButtonRow" as const,
      buttons: await Promise.all(row.map((button) => writeInlineButton(button, resolveUser))),
    }));
    return { _: "replyInlineMarkup", rows: await Promise.all(rows) };
  }
  if ("keyboard" in markup) return writeKeyboard(markup);
  if ("removeKeyboard" in markup) return { _: "replyKeyboardHide", selective: markup.selective };
  if ("forceReply" in markup) return { _: "replyKeyboardForceReply", singleUse: true, selective: markup.selective, placeholder: markup.placeholder };
  throw new TypeError("replyMarkup must have inlineKeyboard, keyboard, removeKeyboard or forceReply");
}

function writeKeyboard(markup: ReplyKeyboardMarkup): tl.ReplyMarkup {
  return {
    _: "replyKeyboardMarkup",
    rows: checkRows("keyboard", markup.keyboard).map((row) => ({ _: "keyboardButtonRow", buttons: row.map(writeButton) })),
    persistent: markup.isPersistent,
    resize: markup.resizeKeyboard,
    singleUse: markup.oneTimeKeyboard,
    selective: markup.selective,
    placeholder: markup.placeholder,
  };
}

function writeButton(button: KeyboardButton | string): tl.KeyboardButton {
  const { text, requestContact, requestLocation, webApp } = typeof button === "string" ? { text: button } : (button as Partial<KeyboardButton>);
  return { _: "keyboardButton", text: checkText(text), type: actionType() };

  function actionType(): tl.ButtonType {
    if (requestContact === true) return { _: "buttonTypeRequestPhone" };
    if (requestLocation === true) return { _: "buttonTypeRequestGeoLocation" };
    return webApp === undefined ? { _: "buttonTypeDefault" } : { _: "buttonTypeSimpleWebView", url: webApp.url };
  }
}

async function writeInlineButton(button: InlineKeyboardButton, resolveUser: ResolveUser): Promise<tl.KeyboardInlineButton> {
  const text = checkText(button?.text);
  const [action, ...others] = ACTIONS.filter((name) => button[name] !== undefined && button[name] !== false);
  if (action === undefined) throw new TypeError(`the button ${JSON.stringify(text)} does nothing: give it one of ${ACTIONS.join(", ")}`);
  if (others.length > 0) throw new TypeError(`the button ${JSON.stringify(text)} must do one thing, not ${[action, ...others].join(" and ")}`);
  return { _: "keyboardInlineButton", text, type: await writeInlineAction(button, resolveUser) };
}

async function writeInlineAction(button: InlineKeyboardButton, resolveUser: ResolveUser): Promise<tl.InlineButtonType> {
  const { callbackData, url, webApp, loginUrl, userId, switchInlineQuery, switchInlineQueryCurrentChat, pay, copyText } = button;
  if (callbackData !== undefined) return { _: "inlineButtonTypeCallback", data: checkCallbackData(callbackData) };
  if (url !== undefined) return { _: "inlineButtonTypeUrl", url };
  if (webApp !== undefined) return { _: "inlineButtonTypeWebView", url: webApp.url };
  if (userId !== undefined) return { _: "inputInlineButtonTypeUserProfile", userId: await resolveUser(userId) };
  if (switchInlineQuery !== undefined) return { _: "inlineButtonTypeSwitchInline", query: switchInlineQuery };
  if (switchInlineQueryCurrentChat !== undefined) return { _: "inlineButtonTypeSwitchInline", samePeer: true, query: switchInlineQueryCurrentChat };
  if (copyText !== undefined) return { _: "inlineButtonTypeCopy", copyText };
  if (loginUrl === undefined) return pay === true ? { _: "inlineButtonTypeBuy" } : { _: "inlineButtonTypeGame" };
  const { forwardText: fwdText, requestWriteAccess, botUsername } = loginUrl;
  const bot = botUsername === undefined ? undefined : await resolveUser(botUsername);
  return { _: "inputInlineButtonTypeUrlAuth", url: loginUrl.url, fwdText, requestWriteAccess, bot };
}

function checkRows<Button>(name: string, rows: readonly (readonly Button[])[]): readonly (readonly Button[])[] {
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) throw new TypeError(`${name} must be an array of rows, each an array of buttons`);
  return rows;
}

function checkText(text: unknown): string {
  if (typeof text !== "string" || text === "") throw new TypeError("a button's text must be a string that is not empty");
  return text;
}

function checkCallbackData(data: string | Uint8Array): Uint8Array {
  if (typeof data !== "string" && !(data instanceof Uint8Array)) throw new TypeError("callbackData must be a string or a Uint8Array");
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  if (bytes.length === 0 || bytes.length > MAX_CALLBACK_DATA_BYTES) throw new RangeError(`callbackData must be 1–${MAX_CALLBACK_DATA_BYTES} bytes, not ${bytes.length}`);
  return bytes;
}

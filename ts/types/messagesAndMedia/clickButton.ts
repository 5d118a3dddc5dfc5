import type { tl } from "../../tl/index.js";
import type { InlineKeyboardButton } from "../botsAndKeyboards/InlineKeyboardButton.js";
import type { ReplyMarkup } from "../botsAndKeyboards/ReplyMarkup.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { AbortOptions } from "../options/index.js";
import type { Message } from "./Message.js";

/** The text of a button, its number counted row by row from 0, or column and row. */
export type ButtonPlace = string | number | readonly [column: number, row: number];
/** A message that was sent, the answer of a bot, or what the button opens. */
export type ClickResult = Message | tl.MessagesBotCallbackAnswer | string | number;

interface ClickOptions extends AbortOptions {
  /** Seconds to wait for the bot's answer. */
  readonly timeout?: number | undefined;
}

/** Presses a button of a message. @throws RangeError when there is no such button, TypeError for a place that is none */
export async function clickButton(message: Message, client: ObjectClient, place: ButtonPlace, options: ClickOptions): Promise<ClickResult> {
  const button = findButton(rowsOf(message.replyMarkup), place);
  if (button === undefined) throw new RangeError(`message ${message.id} has no button ${JSON.stringify(place)}`);
  if (isInline(message.replyMarkup)) return press(button as InlineKeyboardButton, message, client, options);
  return message.reply(typeof button === "string" ? button : button.text);
}

type Button = string | { readonly text: string };

function rowsOf(markup: ReplyMarkup | null): readonly (readonly Button[])[] {
  if (markup !== null && "inlineKeyboard" in markup) return markup.inlineKeyboard;
  return markup !== null && "keyboard" in markup ? markup.keyboard : [];
}

function isInline(markup: ReplyMarkup | null): boolean {
  return markup !== null && "inlineKeyboard" in markup;
}

function findButton(rows: readonly (readonly Button[])[], place: ButtonPlace): Button | undefined {
  if (typeof place === "number") return rows.flat()[place];
  if (typeof place === "string") return rows.flat().find((button) => (typeof button === "string" ? button : button.text) === place);
  if (!Array.isArray(place)) throw new TypeError("place must be a number, a text, or [column, row]");
  const [column, row] = place as readonly [number, number];
  return rows[row]?.[column];
}

async function press(button: InlineKeyboardButton, message: Message, client: ObjectClient, options: ClickOptions): Promise<ClickResult> {
  const { callbackData, url, webApp, loginUrl, userId, switchInlineQuery, switchInlineQueryCurrentChat, copyText } = button;
  if (callbackData !== undefined) return client.requestCallbackAnswer(message.chat.id, message.id, callbackData, options);
  const opened = url ?? webApp?.url ?? loginUrl?.url ?? userId ?? switchInlineQuery ?? switchInlineQueryCurrentChat ?? copyText;
  if (opened === undefined) throw new RangeError(`the button ${JSON.stringify(button.text)} cannot be pressed by a program`);
  return opened;
}

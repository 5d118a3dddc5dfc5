import type { CallbackGame } from "./CallbackGame.js";
import type { LoginUrl } from "./LoginUrl.js";
import type { WebAppInfo } from "./WebAppInfo.js";

/** What pressing an inline button does: exactly one of these. */
export interface InlineKeyboardAction {
  /** Comes back in a callback query: 1–64 bytes, a string as UTF-8. */
  readonly callbackData?: string | Uint8Array | undefined;
  /** Opens a link, also `tg://`. */
  readonly url?: string | undefined;
  readonly webApp?: WebAppInfo | undefined;
  /** Signs the person in to a web site. */
  readonly loginUrl?: LoginUrl | undefined;
  /** Opens the profile of this user. */
  readonly userId?: number | undefined;
  /** Lets the person choose a chat and puts the bot's username and this query there. */
  readonly switchInlineQuery?: string | undefined;
  /** Puts the bot's username and this query in the same chat. */
  readonly switchInlineQueryCurrentChat?: string | undefined;
  /** Starts the game of the message; only the first button of the first row. */
  readonly callbackGame?: CallbackGame | boolean | undefined;
  /** Pays the invoice of the message; only the first button of the first row. */
  readonly pay?: boolean | undefined;
  /** Copies this text, 1–256 characters. */
  readonly copyText?: string | undefined;
}

/** A button under a message. A plain object of the same shape does as well. */
export class InlineKeyboardButton implements InlineKeyboardAction {
  /** What stands on it. */
  readonly text: string;
  declare readonly callbackData?: string | Uint8Array | undefined;
  declare readonly url?: string | undefined;
  declare readonly webApp?: WebAppInfo | undefined;
  declare readonly loginUrl?: LoginUrl | undefined;
  declare readonly userId?: number | undefined;
  declare readonly switchInlineQuery?: string | undefined;
  declare readonly switchInlineQueryCurrentChat?: string | undefined;
  declare readonly callbackGame?: CallbackGame | boolean | undefined;
  declare readonly pay?: boolean | undefined;
  declare readonly copyText?: string | undefined;

  constructor(text: string, action: InlineKeyboardAction) {
    this.text = text;
    Object.assign(this, action);
  }
}

import type { InlineKeyboardButton } from "./InlineKeyboardButton.js";

/** Buttons under a message. A plain object of the same shape does as well. */
export class InlineKeyboardMarkup {
  /** Rows of buttons. */
  readonly inlineKeyboard: readonly (readonly InlineKeyboardButton[])[];

  constructor(inlineKeyboard: readonly (readonly InlineKeyboardButton[])[]) {
    this.inlineKeyboard = inlineKeyboard;
  }
}

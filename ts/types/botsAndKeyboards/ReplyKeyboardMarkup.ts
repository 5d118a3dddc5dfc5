import type { KeyboardButton } from "./KeyboardButton.js";

export interface ReplyKeyboardOptions {
  /** Shows it whenever the ordinary keyboard is closed. */
  readonly isPersistent?: boolean | undefined;
  /** Makes it as low as its buttons allow. */
  readonly resizeKeyboard?: boolean | undefined;
  /** Hides it after use. */
  readonly oneTimeKeyboard?: boolean | undefined;
  /** Shows it only to those whom the message mentions or answers. */
  readonly selective?: boolean | undefined;
  /** Stands in the empty input field, 1–64 characters. */
  readonly placeholder?: string | undefined;
}

/** Buttons instead of the keyboard. A plain object of the same shape does as well. */
export class ReplyKeyboardMarkup implements ReplyKeyboardOptions {
  /** Rows of buttons; a string is a button that sends its text. */
  readonly keyboard: readonly (readonly (KeyboardButton | string)[])[];
  declare readonly isPersistent?: boolean | undefined;
  declare readonly resizeKeyboard?: boolean | undefined;
  declare readonly oneTimeKeyboard?: boolean | undefined;
  declare readonly selective?: boolean | undefined;
  declare readonly placeholder?: string | undefined;

  constructor(keyboard: readonly (readonly (KeyboardButton | string)[])[], options: ReplyKeyboardOptions = {}) {
    this.keyboard = keyboard;
    Object.assign(this, options);
  }
}

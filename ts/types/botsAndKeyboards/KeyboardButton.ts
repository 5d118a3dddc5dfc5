import type { WebAppInfo } from "./WebAppInfo.js";

/** What pressing a button of the keyboard does; without any of these it sends its text. */
export interface KeyboardAction {
  /** Sends the person's own phone number. */
  readonly requestContact?: boolean | undefined;
  /** Sends the person's place. */
  readonly requestLocation?: boolean | undefined;
  readonly webApp?: WebAppInfo | undefined;
}

/** A button instead of the keyboard. A plain object of the same shape, or just the text, does as well. */
export class KeyboardButton implements KeyboardAction {
  /** What stands on it, and what it sends. */
  readonly text: string;
  declare readonly requestContact?: boolean | undefined;
  declare readonly requestLocation?: boolean | undefined;
  declare readonly webApp?: WebAppInfo | undefined;

  constructor(text: string, action: KeyboardAction = {}) {
    this.text = text;
    Object.assign(this, action);
  }
}

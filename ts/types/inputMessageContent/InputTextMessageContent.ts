import type { TextLike } from "../../text/index.js";
import type { FormatOptions } from "../options/index.js";

export interface InputTextMessageContentOptions extends FormatOptions {
  readonly disableWebPagePreview?: boolean | undefined;
}

/** What is sent when an inline result is chosen. */
export type InputMessageContent = InputTextMessageContent;

/** A text, to be sent when an inline result is chosen. A plain object of the same shape does as well. */
export class InputTextMessageContent implements InputTextMessageContentOptions {
  readonly messageText: TextLike;
  declare readonly parseMode?: FormatOptions["parseMode"];
  declare readonly entities?: FormatOptions["entities"];
  declare readonly disableWebPagePreview?: boolean | undefined;

  constructor(messageText: TextLike, options: InputTextMessageContentOptions = {}) {
    this.messageText = messageText;
    Object.assign(this, options);
  }
}

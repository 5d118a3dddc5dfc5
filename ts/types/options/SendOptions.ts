import type { ParseMode } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import type { ReplyMarkup } from "../botsAndKeyboards/ReplyMarkup.js";
import type { ChatId } from "../ObjectClient.js";
import type { LinkPreview } from "./LinkPreview.js";
import type { ReplyTo } from "./ReplyTo.js";

export interface AbortOptions {
  /** Ends the call: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What every way of sending a message takes. */
export interface SendOptions extends AbortOptions {
  /** Topic of a forum, or thread of comments, to send into. */
  readonly messageThreadId?: number | undefined;
  /** The message that is answered. */
  readonly replyToMessageId?: number | undefined;
  /** What is answered, with a quote, or in another chat; instead of `replyToMessageId` and `messageThreadId`. */
  readonly replyTo?: ReplyTo | undefined;
  /** Sends in the name of this chat or channel. */
  readonly sendAs?: ChatId | undefined;
  /** Number of an effect that plays in private chats. */
  readonly effectId?: bigint | undefined;
  /** Sends without a sound. */
  readonly disableNotification?: boolean | undefined;
  /** When Telegram shall send it; at once by default. */
  readonly scheduleDate?: Date | undefined;
  /** Forbids forwarding and saving. */
  readonly protectContent?: boolean | undefined;
  /** Buttons under the message, or instead of the keyboard. */
  readonly replyMarkup?: ReplyMarkup | undefined;
}

export interface FormatOptions {
  /** @default the client's `parseMode` */
  readonly parseMode?: ParseMode | undefined;
  /** Formatting that is known already; marks in the text are then not read. */
  readonly entities?: readonly tl.MessageEntity[] | undefined;
}

export interface SendMessageOptions extends SendOptions, FormatOptions {
  /** @default false */
  readonly disableWebPagePreview?: boolean | undefined;
  /** How the preview of a link looks. @default as Telegram chooses */
  readonly linkPreview?: LinkPreview | undefined;
}

export interface EditTextOptions extends FormatOptions, AbortOptions {
  /** @default false */
  readonly disableWebPagePreview?: boolean | undefined;
  /** How the preview of a link looks. @default as Telegram chooses */
  readonly linkPreview?: LinkPreview | undefined;
  /** Inline buttons; without it those of the message go. */
  readonly replyMarkup?: ReplyMarkup | undefined;
}

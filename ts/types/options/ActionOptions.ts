import type { ParseMode, TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import type { PollType } from "../messagesAndMedia/Poll.js";
import type { AbortOptions, SendOptions } from "./SendOptions.js";

/** What an account is seen doing in a chat. */
export type ChatAction = (typeof CHAT_ACTIONS)[number];

export const CHAT_ACTIONS = [
  "typing",
  "uploadPhoto",
  "recordVideo",
  "uploadVideo",
  "recordAudio",
  "uploadAudio",
  "uploadDocument",
  "findLocation",
  "recordVideoNote",
  "uploadVideoNote",
  "playing",
  "chooseContact",
  "speaking",
  "importHistory",
  "chooseSticker",
  "cancel",
] as const;

export interface SendContactOptions extends SendOptions {
  readonly lastName?: string | undefined;
  /** More about the contact, as a vCard. */
  readonly vcard?: string | undefined;
}

export interface SendVenueOptions extends SendOptions {
  /** Number of the place at Foursquare. */
  readonly foursquareId?: string | undefined;
  readonly foursquareType?: string | undefined;
}

export interface SendPollOptions extends SendOptions {
  readonly questionParseMode?: ParseMode | undefined;
  readonly questionEntities?: readonly tl.MessageEntity[] | undefined;
  /** @default true */
  readonly isAnonymous?: boolean | undefined;
  /** @default "regular" */
  readonly type?: PollType | undefined;
  readonly allowsMultipleAnswers?: boolean | undefined;
  /** Place of the right answer; quizzes need it. */
  readonly correctOptionId?: number | undefined;
  /** Shown to whoever chooses a wrong answer. */
  readonly explanation?: TextLike | undefined;
  readonly explanationParseMode?: ParseMode | undefined;
  readonly explanationEntities?: readonly tl.MessageEntity[] | undefined;
  /** Seconds for which it is open, 5–600. */
  readonly openPeriod?: number | undefined;
  readonly closeDate?: Date | undefined;
  readonly isClosed?: boolean | undefined;
}

export interface ForwardOptions extends AbortOptions {
  readonly messageThreadId?: number | undefined;
  readonly disableNotification?: boolean | undefined;
  readonly scheduleDate?: Date | undefined;
  readonly protectContent?: boolean | undefined;
}

export interface DeleteOptions extends AbortOptions {
  /** Deletes for everybody, not only for the account. @default true */
  readonly revoke?: boolean | undefined;
}

export interface PinOptions extends AbortOptions {
  /** @default false */
  readonly disableNotification?: boolean | undefined;
  /** Pins it for both sides of a private chat. @default false */
  readonly bothSides?: boolean | undefined;
}

export interface ReactOptions extends AbortOptions {
  /** Shows it with a larger animation. */
  readonly big?: boolean | undefined;
}

export interface AnswerCallbackOptions extends AbortOptions {
  /** 0–200 characters; nothing is shown without it. */
  readonly text?: string | undefined;
  /** Shows an alert instead of a notice. */
  readonly showAlert?: boolean | undefined;
  /** Opens this link: of a game, or `t.me/bot?start=…`. */
  readonly url?: string | undefined;
  /** Seconds for which apps may keep the answer. @default 0 */
  readonly cacheTime?: number | undefined;
}

export interface AnswerInlineOptions extends AbortOptions {
  /** Seconds for which Telegram may keep the results. @default 300 */
  readonly cacheTime?: number | undefined;
  /** Shows the results as a grid. */
  readonly isGallery?: boolean | undefined;
  /** Keeps the results for this person alone. */
  readonly isPersonal?: boolean | undefined;
  /** Comes back in the query for more; empty when there are no more. */
  readonly nextOffset?: string | undefined;
  /** Text of a button above the results that leads to the private chat with the bot. */
  readonly switchPmText?: string | undefined;
  /** What the bot gets as the parameter of /start then. */
  readonly switchPmParameter?: string | undefined;
}

import type { tl } from "../tl/index.js";

/** A text and what is formatted in it. */
export interface FormattedText {
  text: string;
  /**
   * Offsets and lengths count UTF-16 code units, as indices of JavaScript strings do. What Heliogram makes is sorted and
   * properly nested. A mention of a user without a username is a `messageEntityMentionName` with the user's id.
   */
  entities: tl.MessageEntity[];
}

/**
 * A text to send: a string whose formatting is read as `parseMode` says, or a text with its formatting, such as `md` and
 * `html` make; `parseMode` and `entities` do not count then.
 */
export type TextLike = string | { readonly text: string; readonly entities: readonly tl.MessageEntity[] };

/** Refuses what is no string. @throws TypeError that names the parameter */
export function checkText(text: unknown): asserts text is string {
  if (typeof text !== "string") throw new TypeError(`text must be a string, not ${text === null ? "null" : typeof text}`);
}

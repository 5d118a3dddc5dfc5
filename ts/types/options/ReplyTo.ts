import type { tl } from "../../tl/index.js";
import type { ChatId } from "../ObjectClient.js";

/** What a message answers, when its number alone does not say it all. */
export interface ReplyTo {
  /** Number of the message that is answered. */
  readonly message: number;
  /** The part of its text that is quoted, as it stands there. */
  readonly quote?: string | undefined;
  /** Formatting of the quote. */
  readonly quoteEntities?: readonly tl.MessageEntity[] | undefined;
  /** Where the quote begins, in UTF-16 code units; for a quote that occurs more than once. */
  readonly offset?: number | undefined;
  /** The chat of that message, when it is another one. */
  readonly chat?: ChatId | undefined;
  /** Topic of a forum, or thread of comments, to send into. */
  readonly topic?: number | undefined;
}

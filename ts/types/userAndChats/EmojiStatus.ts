import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import { TlView } from "../TlView.js";

/** The emoji that a Premium user, or a boosted chat, wears beside the name. */
export class EmojiStatus extends TlView {
  readonly raw: tl.RawEmojiStatus | tl.RawEmojiStatusCollectible;

  constructor(raw: tl.RawEmojiStatus | tl.RawEmojiStatusCollectible) {
    super();
    this.raw = raw;
  }

  /** Null when there is none. */
  static of(raw: tl.EmojiStatus | undefined): EmojiStatus | null {
    return raw?._ === "emojiStatus" || raw?._ === "emojiStatusCollectible" ? new EmojiStatus(raw) : null;
  }

  /** Identifier of the custom emoji. */
  get customEmojiId(): bigint {
    return this.raw.documentId;
  }

  /** When it ends; null: never. */
  get untilDate(): Date | null {
    return dateOf(this.raw.until);
  }
}

import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** A reaction; with a count where reactions are counted. */
export class Reaction extends TlView {
  readonly raw: tl.Reaction;
  readonly #counted: tl.RawReactionCount | null;

  constructor(raw: tl.Reaction, counted: tl.RawReactionCount | null = null) {
    super();
    this.raw = raw;
    this.#counted = counted;
  }

  static counted(raw: tl.RawReactionCount): Reaction {
    return new Reaction(raw.reaction, raw);
  }

  /** How many gave it; null for one person's reaction. */
  get count(): number | null {
    return this.#counted?.count ?? null;
  }

  /** Place among the account's own reactions; null when it did not give this one. */
  get chosenOrder(): number | null {
    return this.#counted?.chosenOrder ?? null;
  }

  /** The emoji; null for custom emoji and paid reactions. */
  get emoji(): string | null {
    return this.raw._ === "reactionEmoji" ? this.raw.emoticon : null;
  }

  get customEmojiId(): bigint | null {
    return this.raw._ === "reactionCustomEmoji" ? this.raw.documentId : null;
  }

  /** Whether it was paid for with stars. */
  get isPaid(): boolean {
    return this.raw._ === "reactionPaid";
  }
}

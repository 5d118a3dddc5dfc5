import type { FormattedText } from "../FormattedText.js";
import { FormattedTextBuilder } from "../FormattedTextBuilder.js";
import type { EntityBody } from "../links.js";

/** What a pair of marks makes of the text between them. */
export type PairMeaning = (content: () => string) => EntityBody | null;

interface Token {
  /** What this is as long as it is no mark of a pair. */
  literal: string | FormattedText;
  /** Index of the mark that closes it. */
  closer?: number;
  opener?: number;
  meaning?: PairMeaning;
}

/**
 * A text in pieces, some of which may turn out to be marks. Whether a mark counts is known only when its pair comes,
 * which may be never: then it is text.
 */
export class TokenList {
  readonly #tokens: Token[] = [];

  /** Index that the next token gets. */
  get length(): number {
    return this.#tokens.length;
  }

  /** Adds a piece, and gives its index. */
  add(literal: string | FormattedText): number {
    return this.#tokens.push({ literal }) - 1;
  }

  /** Makes two tokens a pair, unless nothing stands between them. */
  pair(opener: number, closer: number, meaning: PairMeaning): boolean {
    const open = this.#tokens[opener];
    const close = this.#tokens[closer];
    if (open === undefined || close === undefined || closer === opener + 1) return false;
    open.closer = closer;
    close.opener = opener;
    close.meaning = meaning;
    return true;
  }

  /** Index of the mark that closes this one. */
  closerOf(opener: number): number | undefined {
    return this.#tokens[opener]?.closer;
  }

  /** Makes it no text. */
  drop(index: number): void {
    const token = this.#tokens[index];
    if (token !== undefined) token.literal = "";
  }

  build(): FormattedText {
    const builder = new FormattedTextBuilder();
    const offsets: number[] = [];
    for (const { literal, closer, opener, meaning } of this.#tokens) {
      offsets.push(builder.length);
      if (opener !== undefined) {
        const offset = offsets[opener] ?? 0;
        const entity = meaning?.(() => builder.textSince(offset))?.({ offset, length: builder.length - offset });
        if (entity !== undefined) builder.addEntity(entity);
      } else if (closer === undefined) {
        if (typeof literal === "string") builder.addText(literal);
        else builder.addFormatted(literal);
      }
    }
    return builder.build();
  }
}

import type { FormattedText } from "../FormattedText.js";

/** Stands in the source where a value is inserted. The same character elsewhere is text. */
export const ATOM = "\ufffc";

const NONE: ReadonlyMap<number, FormattedText> = new Map();

/** A Markdown text, with finished texts in it that are not read as Markdown. */
export class MarkdownSource {
  readonly text: string;
  readonly #atoms: ReadonlyMap<number, FormattedText>;
  #parentheses: ReadonlyMap<number, number> | null = null;
  /** From here on there is no backtick (or fence) that could close anything. */
  readonly #searchedInVain = new Map<string, number>();

  /** `atoms`: what is inserted, by the index of its {@link ATOM}. */
  constructor(text: string, atoms: ReadonlyMap<number, FormattedText> = NONE) {
    this.text = text;
    this.#atoms = atoms;
  }

  atomAt(index: number): FormattedText | undefined {
    return this.#atoms.get(index);
  }

  /** A part as plain text: escapes removed, and what is inserted without its formatting. */
  plain(from: number, to: number, escape: RegExp): string {
    if (this.#atoms.size === 0) return this.text.slice(from, to).replace(escape, "$1");
    let result = "";
    let start = from;
    for (let at = this.text.indexOf(ATOM, from); at !== -1 && at < to; at = this.text.indexOf(ATOM, at + 1)) {
      const atom = this.#atoms.get(at);
      if (atom === undefined) continue;
      result += this.text.slice(start, at).replace(escape, "$1") + atom.text;
      start = at + 1;
    }
    return result + this.text.slice(start, to).replace(escape, "$1");
  }

  /** Number of times that the character stands here in a row, counted up to `most`. */
  runAt(index: number, most: number): number {
    let end = index + 1;
    while (end < this.text.length && end - index < most && this.text[end] === this.text[index]) end++;
    return end - index;
  }

  /** The next such mark (of backticks) that no backslash escapes, or -1. */
  findCodeEnd(mark: string, from: number): number {
    if (from >= (this.#searchedInVain.get(mark) ?? Infinity)) return -1;
    for (let at = this.text.indexOf(mark, from); at !== -1; at = this.text.indexOf(mark, at + 1)) {
      let backslashes = 0;
      while (at - backslashes > from && this.text[at - backslashes - 1] === "\\") backslashes++;
      if (backslashes % 2 === 0) return at;
    }
    this.#searchedInVain.set(mark, from);
    return -1;
  }

  /** Index of the parenthesis that closes this one, with none but balanced ones and no white space between. */
  closingParenthesis(opening: number): number | undefined {
    this.#parentheses ??= matchParentheses(this.text);
    return this.#parentheses.get(opening);
  }
}

/** One pass over all of the text, so that many brackets in a row cost no more than few. */
function matchParentheses(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(/\\[!-/:-@[-`{-~]|[()]|\s/g)) {
    if (found === "(") open.push(index);
    else if (found === ")") {
      const opening = open.pop();
      if (opening !== undefined) pairs.set(opening, index);
    } else if (found.length === 1) open.length = 0;
  }
  return pairs;
}

import type { TokenList } from "./TokenList.js";

/** What may follow a quote's `>`; `>>`, `>_<` and `>:(` are text. */
const QUOTE_START = />(?: |(?=[^\s!-/:-@[-`{-~]|[*[\\`]|__|--|~~|\|\|))/y;
/** An empty line of a quote that has begun. */
const QUOTE_LINE = /> ?(?=\n|$)/y;

/** The quote that lines beginning with `>` make, while a text is read. */
export class QuoteLines {
  readonly #text: string;
  readonly #tokens: TokenList;
  /** Token of the mark that opened the quote, or -1. */
  #opener = -1;

  constructor(text: string, tokens: TokenList) {
    this.#text = text;
    this.#tokens = tokens;
  }

  get opener(): number {
    return this.#opener;
  }

  /** At the beginning of a line outside quotes. Gives the index to go on at. */
  openAt(index: number): number {
    const mark = this.#match(QUOTE_START, index);
    if (mark !== "") this.#opener = this.#tokens.add(mark);
    return index + mark.length;
  }

  /** At a line feed: ends the quote unless the next line belongs to it. */
  endLine(index: number): number {
    const next = index + 1;
    const prefix = this.#opener === -1 ? "" : this.#linePrefix(next);
    if (prefix === "") this.close(false);
    this.#tokens.add("\n");
    return prefix === "" ? this.openAt(next) : next + prefix.length;
  }

  /** Whether the quote's last line ends here. */
  endsAt(index: number): boolean {
    if (this.#opener === -1) return false;
    return index === this.#text.length || (this.#text[index] === "\n" && this.#linePrefix(index + 1) === "");
  }

  /** At `||`, the mark of an expandable quote. */
  readExpandable(index: number): number {
    this.close(true);
    return index + 2;
  }

  close(isExpandable: boolean): void {
    if (this.#opener === -1) return;
    const closer = this.#tokens.add(isExpandable ? "||" : "");
    this.#tokens.pair(this.#opener, closer, () => (range) =>
      isExpandable ? { _: "messageEntityBlockquote", ...range, collapsed: true } : { _: "messageEntityBlockquote", ...range },
    );
    this.#opener = -1;
  }

  #linePrefix(index: number): string {
    return this.#match(QUOTE_START, index) || this.#match(QUOTE_LINE, index);
  }

  #match(pattern: RegExp, index: number): string {
    pattern.lastIndex = index;
    return pattern.exec(this.#text)?.[0] ?? "";
  }
}

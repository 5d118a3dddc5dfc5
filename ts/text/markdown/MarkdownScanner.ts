import type { FormattedText } from "../FormattedText.js";
import { readReference } from "../html/characterReferences.js";
import { imageBody, linkBody } from "../links.js";
import { HtmlTags } from "./HtmlTags.js";
import { ATOM, type MarkdownSource } from "./MarkdownSource.js";
import { QuoteLines } from "./QuoteLines.js";
import { endsInWord, isBlank, styleOfAddress, styleOfMark } from "./styles.js";
import { TokenList } from "./TokenList.js";

/** Everything that can mean nothing but itself. */
const RUN = /[^\\*_\-~|`[\]!>\n<&\ufffc]+/y;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const CODE_ESCAPE = /\\([\\`])/g;

interface Bracket {
  readonly token: number;
  /** The exclamation mark before it. */
  readonly imageToken: number | null;
}

/**
 * Reads Hydrogram's Markdown, and HTML in it if `html` is given (spec/client.md §6.3 with the repairs that it lists). Every character is looked
 * at a bounded number of times, and nothing is an error: marks without a pair are text.
 */
export class MarkdownScanner {
  readonly #source: MarkdownSource;
  readonly #text: string;
  readonly #tokens = new TokenList();
  /** Marks of each style that may still be closed, as tokens. */
  readonly #openMarks = new Map<string, number[]>();
  readonly #brackets: Bracket[] = [];
  readonly #quote: QuoteLines;
  readonly #html: HtmlTags | null;
  #index = 0;

  constructor(source: MarkdownSource, html: boolean) {
    this.#source = source;
    this.#text = source.text;
    this.#quote = new QuoteLines(source.text, this.#tokens);
    this.#html = html ? new HtmlTags(source.text, this.#tokens) : null;
  }

  read(): FormattedText {
    this.#index = this.#quote.openAt(0);
    while (this.#index < this.#text.length) {
      if (!this.#readRun()) this.#readMark(this.#text.charAt(this.#index));
    }
    this.#quote.close(false);
    return this.#tokens.build();
  }

  #readRun(): boolean {
    RUN.lastIndex = this.#index;
    const [run] = RUN.exec(this.#text) ?? [];
    if (run !== undefined) this.#addText(run);
    return run !== undefined;
  }

  #readMark(character: string): void {
    const atom = character === ATOM ? this.#source.atomAt(this.#index) : undefined;
    if (atom !== undefined) {
      this.#tokens.add(atom);
      this.#index++;
    } else if (character === "<" || character === "&") this.#readHtml(character);
    else if (character === "\n") this.#index = this.#quote.endLine(this.#index);
    else if (this.#html?.isInCode === true) this.#addText(character);
    else if (character === "\\") this.#readEscape();
    else if (character === "`") this.#readCode();
    else if (character === "[") this.#openBracket(null);
    else if (character === "]") this.#closeBracket();
    else if (character === "!" && this.#text[this.#index + 1] === "[") this.#openBracket(this.#addText("!"));
    else if (character === "!" || character === ">") this.#addText(character);
    else this.#readStyle(character);
  }

  /** Adds text of which each character is one of the source. */
  #addText(text: string): number {
    this.#index += text.length;
    return this.#tokens.add(text);
  }

  #readEscape(): void {
    const next = this.#text[this.#index + 1] ?? "";
    if (!/^[!-/:-@[-`{-~]$/.test(next)) return void this.#addText("\\");
    this.#tokens.add(next);
    this.#index += 2;
  }

  #readHtml(character: string): void {
    if (this.#html === null) return void this.#addText(character);
    if (character === "<") {
      this.#index = this.#html.read(this.#index);
      return;
    }
    const reference = readReference(this.#text, this.#index);
    if (reference === null) return void this.#addText(character);
    this.#tokens.add(reference.text);
    this.#index = reference.end;
  }

  /** Backticks, one for code and three for a block. */
  #readCode(): void {
    const run = this.#source.runAt(this.#index, 3);
    if (run === 2) return void this.#addText("``");
    const mark = run === 1 ? "`" : "```";
    const start = this.#index + mark.length;
    const end = this.#source.findCodeEnd(mark, start);
    if (end === -1) return void this.#addText(mark);
    const { language, from, to } = mark === "`" ? { language: null, from: start, to: end } : this.#readFence(start, end);
    const opener = this.#tokens.add(this.#text.slice(this.#index, from));
    const content = this.#source.plain(from, to, CODE_ESCAPE);
    if (content !== "") this.#tokens.add(content);
    const closer = this.#tokens.add(this.#text.slice(to, end + mark.length));
    this.#tokens.pair(opener, closer, () => (range) =>
      language === null ? { _: "messageEntityCode", ...range } : { _: "messageEntityPre", ...range, language },
    );
    this.#index = end + mark.length;
  }

  /** A first line that is one word at most is the language; then the line feeds at both ends are no content. */
  #readFence(start: number, end: number): { language: string; from: number; to: number } {
    const lineEnd = this.#text.indexOf("\n", start);
    if (lineEnd === -1 || lineEnd >= end) return { language: "", from: start, to: end };
    const language = this.#source.plain(start, lineEnd, CODE_ESCAPE).trim();
    if (/\s/.test(language)) return { language: "", from: start, to: end };
    const to = this.#text[end - 1] === "\n" && end - 1 > lineEnd ? end - 1 : end;
    return { language, from: lineEnd + 1, to };
  }

  #openBracket(imageToken: number | null): void {
    this.#brackets.push({ token: this.#addText("["), imageToken });
  }

  #closeBracket(): void {
    const bracket = this.#brackets.pop();
    const opening = this.#index + 1;
    const closing = this.#text[opening] === "(" && bracket !== undefined ? this.#source.closingParenthesis(opening) : undefined;
    if (bracket === undefined || closing === undefined) return void this.#addText("]");
    const address = this.#source.plain(opening + 1, closing, ESCAPE);
    const image = bracket.imageToken === null ? null : imageBody(address);
    const body = image ?? styleOfAddress(this.#text.slice(opening + 1, closing)) ?? linkBody(address);
    if (body === null) return void this.#addText("]");
    const closer = this.#addText(this.#text.slice(this.#index, closing + 1));
    const isPair = this.#tokens.pair(bracket.token, closer, () => body);
    if (isPair && image !== null && bracket.imageToken !== null) this.#tokens.drop(bracket.imageToken);
  }

  /** A mark is two of its character, no more and no less; but a spoiler may end at the mark of an expandable quote. */
  #readStyle(character: string): void {
    const run = this.#source.runAt(this.#index, Infinity);
    const mark = character + character;
    const isQuoteEnd = mark === "||" && (run === 2 || run === 4) && this.#quote.endsAt(this.#index + run);
    if (isQuoteEnd) this.#readQuoteEnd(mark, run);
    else if (run !== 2) this.#addText(character.repeat(run));
    else if (!this.#closeStyle(mark, -1)) this.#openStyle(mark);
  }

  #readQuoteEnd(mark: string, run: number): void {
    const isClosed = this.#closeStyle(mark, this.#quote.opener);
    if (run === 2 && isClosed) return;
    if (run === 4 && !isClosed) this.#addText(mark);
    this.#index = this.#quote.readExpandable(this.#index);
  }

  #openStyle(mark: string): void {
    const next = this.#text[this.#index + 2];
    const canOpen = next !== undefined && !isBlank(next) && !endsInWord(this.#text, this.#index);
    const token = this.#addText(mark);
    if (!canOpen) return;
    const open = this.#openMarks.get(mark);
    if (open === undefined) this.#openMarks.set(mark, [token]);
    else open.push(token);
  }

  /** Closes the style if it was opened behind the token `after`, with something between. */
  #closeStyle(mark: string, after: number): boolean {
    const open = this.#openMarks.get(mark);
    const opener = open?.at(-1);
    const type = styleOfMark(mark);
    if (open === undefined || opener === undefined || type === undefined || opener <= after) return false;
    if (isBlank(this.#text[this.#index - 1]) || opener === this.#tokens.length - 1) return false;
    open.pop();
    return this.#tokens.pair(opener, this.#addText(mark), () => (range) => ({ _: type, ...range }));
  }
}

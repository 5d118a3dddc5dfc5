import { TextError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import type { FormattedText } from "../FormattedText.js";
import { FormattedTextBuilder } from "../FormattedTextBuilder.js";
import { imageBody, linkBody } from "../links.js";

export type OpenType = "bold" | "italic" | "underline" | "strike" | "spoiler" | "code" | "pre" | "link" | "image" | "quote";

interface Open {
  readonly type: OpenType;
  /** Index of its mark in the source. */
  readonly at: number;
  /** Where its content begins in the text. */
  readonly offset: number;
  readonly language: string;
}

/** Where a MarkdownV2 text is read, what is open there, and what was read. */
export class MarkdownV2Reader {
  readonly source: string;
  index = 0;
  readonly #builder = new FormattedTextBuilder();
  readonly #stack: Open[] = [];
  #isInQuote = false;
  /** Marks may stand before a quote's `>`, text may not. */
  #isLineEmpty = true;

  constructor(source: string) {
    this.source = source;
  }

  /** Type of the innermost entity that is open. */
  get top(): OpenType | undefined {
    return this.#stack.at(-1)?.type;
  }

  startsWith(mark: string): boolean {
    return this.source.startsWith(mark, this.index);
  }

  /** Copies what the pattern (sticky) matches here, and says whether it was anything. */
  copy(pattern: RegExp): boolean {
    pattern.lastIndex = this.index;
    const [run] = pattern.exec(this.source) ?? [];
    if (run === undefined) return false;
    this.#add(run, run.length);
    return true;
  }

  /** Copies the character behind a backslash, or a backslash that escapes nothing. */
  copyEscaped(): boolean {
    if (this.source[this.index] !== "\\") return false;
    const code = this.source.charCodeAt(this.index + 1);
    if (code >= 1 && code <= 126) this.#add(String.fromCharCode(code), 2);
    else this.#add("\\", 1);
    return true;
  }

  open(type: OpenType, markLength: number, language = ""): void {
    this.#stack.push({ type, at: this.index, offset: this.#builder.length, language });
    if (type === "quote") this.#isInQuote = true;
    this.index += markLength;
  }

  /** Closes the innermost entity. */
  close(markLength: number): void {
    const open = this.#stack.pop();
    this.index += markLength;
    if (open !== undefined) this.#addEntity(open, false);
  }

  toggle(type: OpenType, markLength: number): void {
    if (this.top === type) this.close(markLength);
    else this.open(type, markLength);
  }

  /** At a fence: a word that white space follows is the language, one line feed is no content. */
  openPre(): void {
    const start = this.index + 3;
    LANGUAGE.lastIndex = start;
    const language = LANGUAGE.exec(this.source)?.[0] ?? "";
    this.open("pre", 3 + language.length, language);
    if (this.startsWith("\r\n")) this.index += 2;
    else if (this.startsWith("\n")) this.index += 1;
  }

  /** At the bracket that ends a link's or an image's text. Without an address, the text is the address. */
  closeLink(): void {
    const open = this.#stack.pop();
    if (open === undefined) return;
    this.index += 1;
    const { offset } = open;
    const range = { offset, length: this.#builder.length - offset };
    const at = this.index;
    const url = this.startsWith("(") ? this.#readAddress() : this.#builder.textSince(offset);
    const body = open.type === "image" ? imageBody(url) : linkBody(url);
    if (body !== null) this.#builder.addEntity(body(range));
    else if (open.type === "image") throw new TextError("markdownV2", at, "neither tg://emoji?id=… nor tg://time?unix=…&format=…");
  }

  #readAddress(): string {
    const start = this.index;
    for (let at = start + 1; at < this.source.length; at++) {
      const character = this.source[at];
      if (character === ")") {
        this.index = at + 1;
        // eslint-disable-next-line no-control-regex
        return this.source.slice(start + 1, at).replace(/\\([\x01-\x7e])/g, "$1");
      }
      if (character === "\\" && this.source.charCodeAt(at + 1) <= 126) at++;
    }
    throw new TextError("markdownV2", start, "an address that is not closed by )");
  }

  canOpenQuote(): boolean {
    return this.#isLineEmpty && !this.#isInQuote;
  }

  /** Whether `||` stands here as the mark of an expandable quote: as the last of its line. */
  isAtQuoteMark(): boolean {
    const next = this.source[this.index + 2];
    return this.top === "quote" && (next === undefined || next === "\n");
  }

  closeQuote(markLength: number, isExpandable: boolean): void {
    const open = this.#stack.pop();
    if (open === undefined) return;
    if (open.type !== "quote") throw new TextError("markdownV2", open.at, `${open.type} that is not closed in its quote`);
    this.#isInQuote = false;
    this.index += markLength;
    this.#addEntity(open, isExpandable);
  }

  /** At a line feed: a quote goes on if the next line begins with `>`. */
  endLine(): void {
    const goesOn = this.#isInQuote && this.source[this.index + 1] === ">";
    if (this.#isInQuote && !goesOn) this.closeQuote(0, false);
    this.#add("\n", goesOn ? 2 : 1);
  }

  finish(): FormattedText {
    if (this.top === "quote") this.closeQuote(0, false);
    const open = this.#stack.at(-1);
    if (open !== undefined) throw new TextError("markdownV2", open.at, `${open.type} that is not closed`);
    return this.#builder.build();
  }

  #add(text: string, sourceLength: number): void {
    this.#builder.addText(text);
    this.index += sourceLength;
    this.#isLineEmpty = text.endsWith("\n");
  }

  #addEntity(open: Open, isExpandable: boolean): void {
    const range = { offset: open.offset, length: this.#builder.length - open.offset };
    const entity = entityOf(open, range);
    if (entity !== null) this.#builder.addEntity(isExpandable ? { _: "messageEntityBlockquote", ...range, collapsed: true } : entity);
  }
}

const LANGUAGE = /[^\s`]+(?=\s)/y;

function entityOf({ type, language }: Open, range: { offset: number; length: number }): tl.MessageEntity | null {
  switch (type) {
    case "bold":
      return { _: "messageEntityBold", ...range };
    case "italic":
      return { _: "messageEntityItalic", ...range };
    case "underline":
      return { _: "messageEntityUnderline", ...range };
    case "strike":
      return { _: "messageEntityStrike", ...range };
    case "spoiler":
      return { _: "messageEntitySpoiler", ...range };
    case "code":
      return { _: "messageEntityCode", ...range };
    case "pre":
      return { _: "messageEntityPre", ...range, language };
    case "quote":
      return { _: "messageEntityBlockquote", ...range };
    case "link":
    case "image":
      return null;
  }
}

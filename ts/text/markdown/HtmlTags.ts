import { readTag, type Tag } from "../html/readTag.js";
import { codeLanguage, tagMeaning, type TagMeaning } from "../html/tagBody.js";
import type { TokenList } from "./TokenList.js";

interface OpenTag {
  readonly token: number;
  readonly meaning: TagMeaning;
  /** That `<code class="language-…">` names. */
  readonly language: string;
}

/** HTML tags among Markdown. They may cross; one that is unknown, or has no other end, is text. */
export class HtmlTags {
  readonly #text: string;
  readonly #tokens: TokenList;
  readonly #open = new Map<string, OpenTag[]>();
  /** Where the last closing tag of each element begins whose content is not read as Markdown. */
  readonly #lastEnds = new Map([
    ["code", -1],
    ["pre", -1],
  ]);
  #openCodes = 0;
  /** Languages of the elements that were closed, by the token of their closing tag. */
  readonly #languages = new Map<number, string>();

  constructor(text: string, tokens: TokenList) {
    this.#text = text;
    this.#tokens = tokens;
    for (const { index, 1: name = "" } of text.matchAll(/<\/(code|pre)\s*>/gi)) this.#lastEnds.set(name.toLowerCase(), index);
  }

  /** Whether this is the content of `<code>` or `<pre>`, where Markdown is text. */
  get isInCode(): boolean {
    return this.#openCodes > 0;
  }

  /** At a `<`. Gives the index to go on at. */
  read(index: number): number {
    const tag = readTag(this.#text, index);
    if ("problem" in tag) {
      this.#tokens.add("<");
      return index + 1;
    }
    const token = this.#tokens.add(this.#text.slice(index, tag.end));
    if (tag.isClosing) this.#close(tag, token);
    else this.#openTag(tag, token);
    return tag.end;
  }

  #openTag({ name, attributes, end }: Tag, token: number): void {
    const meaning = tagMeaning(name, attributes);
    if (meaning === null || typeof meaning === "string") return;
    const open = this.#open.get(name) ?? [];
    const lastEnd = this.#lastEnds.get(name);
    if (lastEnd !== undefined) {
      if (lastEnd < end || open.length > 0) return;
      this.#openCodes++;
    }
    open.push({ token, meaning, language: name === "code" ? codeLanguage(attributes) : "" });
    this.#open.set(name, open);
  }

  #close({ name }: Tag, closer: number): void {
    const open = this.#open.get(name)?.pop();
    if (open === undefined) return;
    if (this.#lastEnds.has(name)) this.#openCodes--;
    if (open.language !== "") this.#languages.set(closer, open.language);
    // <pre><code class="language-…"> is one block: the code begins and ends where the block does.
    const codeEnd = this.#tokens.closerOf(open.token + 1);
    const language = name === "pre" && codeEnd === closer - 1 ? this.#languages.get(codeEnd) : undefined;
    const isPair = this.#tokens.pair(open.token, closer, (content) => {
      const body = open.meaning(content);
      if (body === null || language === undefined) return body;
      return (range) => ({ _: "messageEntityPre", ...range, language });
    });
    if (isPair) return;
    this.#tokens.drop(open.token);
    this.#tokens.drop(closer);
  }
}

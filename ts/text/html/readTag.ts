import { decodeReferences } from "./characterReferences.js";

export interface Tag {
  /** Lower case; empty for `</>`. */
  readonly name: string;
  readonly isClosing: boolean;
  /** Names in lower case, values decoded; the first of a name counts. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Index behind the `>`. */
  readonly end: number;
}

/** What is wrong with a tag, and where. */
export interface TagProblem {
  readonly problem: string;
  readonly offset: number;
}

const NAME = /[a-zA-Z][a-zA-Z0-9-]*/y;
const ATTRIBUTE_NAME = /[a-zA-Z][a-zA-Z0-9-]*/y;
const BLANKS = /\s*/y;
/** What the Bot API takes without quotes. */
const BARE_VALUE = /[A-Za-z0-9.-]+/y;

/** Reads the tag whose `<` is at this index. Reads no character twice. */
export function readTag(source: string, at: number): Tag | TagProblem {
  const isClosing = source[at + 1] === "/";
  const start = at + (isClosing ? 2 : 1);
  const name = match(NAME, source, start);
  let index = start + name.length;
  if (isClosing) {
    index += match(BLANKS, source, index).length;
    if (source[index] !== ">") return { problem: "a closing tag that does not end in >", offset: at };
    return { name: name.toLowerCase(), isClosing, attributes: new Map(), end: index + 1 };
  }
  if (name === "") return { problem: "< that begins no tag (write &lt;)", offset: at };
  const attributes = new Map<string, string>();
  for (;;) {
    index += match(BLANKS, source, index).length;
    if (source[index] === ">") return { name: name.toLowerCase(), isClosing, attributes, end: index + 1 };
    const key = match(ATTRIBUTE_NAME, source, index);
    if (key === "") return { problem: `tag <${name.slice(0, 20)}> without its >`, offset: at };
    index += key.length;
    const value = readValue(source, index);
    if (value === null) return { problem: `attribute ${key.slice(0, 20)} without its value`, offset: index };
    index = value.end;
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), value.text);
  }
}

/** The value with its `=`. An attribute that stands alone is empty. */
function readValue(source: string, at: number): { text: string; end: number } | null {
  let index = at + match(BLANKS, source, at).length;
  if (source[index] !== "=") return { text: "", end: at };
  index += 1 + match(BLANKS, source, index + 1).length;
  const quote = source[index];
  if (quote !== '"' && quote !== "'") {
    const bare = match(BARE_VALUE, source, index);
    return bare === "" ? null : { text: bare, end: index + bare.length };
  }
  const end = source.indexOf(quote, index + 1);
  return end === -1 ? null : { text: decodeReferences(source.slice(index + 1, end)), end: end + 1 };
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}

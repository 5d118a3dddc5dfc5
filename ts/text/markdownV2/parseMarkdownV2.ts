import { TextError } from "../../errors/index.js";
import type { FormattedText } from "../FormattedText.js";
import { MarkdownV2Reader } from "./MarkdownV2Reader.js";

/** Everything that may begin something, or must be escaped. */
const RUN = /[^_*[\]()~`>#+\-=|{}.!\\\n]+/y;
const CODE_RUN = /[^`\\]+/y;

/**
 * MarkdownV2 of the Bot API (spec/client.md §6.6).
 *
 * @throws TextError at a reserved character that is not escaped and at an entity that is not closed
 */
export function parseMarkdownV2(source: string): FormattedText {
  const reader = new MarkdownV2Reader(source);
  while (reader.index < source.length) {
    const isCode = reader.top === "code" || reader.top === "pre";
    if (reader.copy(isCode ? CODE_RUN : RUN) || reader.copyEscaped()) continue;
    if (isCode) closeCode(reader);
    else readMark(reader);
  }
  return reader.finish();
}

/** At a backtick in code. */
function closeCode(reader: MarkdownV2Reader): void {
  const mark = reader.top === "pre" ? "```" : "`";
  if (!reader.startsWith(mark)) throw new TextError("markdownV2", reader.index, "` that is not escaped by a backslash");
  reader.close(mark.length);
}

/** At a reserved character outside code. */
function readMark(reader: MarkdownV2Reader): void {
  const { source, index } = reader;
  switch (source[index]) {
    case "*":
      return reader.toggle("bold", 1);
    case "~":
      return reader.toggle("strike", 1);
    case "_":
      return reader.startsWith("__") ? reader.toggle("underline", 2) : reader.toggle("italic", 1);
    case "|":
      if (!reader.startsWith("||")) break;
      return reader.isAtQuoteMark() ? reader.closeQuote(2, true) : reader.toggle("spoiler", 2);
    case "`":
      return reader.startsWith("```") ? reader.openPre() : reader.open("code", 1);
    case "!":
      if (source[index + 1] !== "[") break;
      return reader.open("image", 2);
    case "[":
      return reader.open("link", 1);
    case "]":
      if (reader.top !== "link" && reader.top !== "image") break;
      return reader.closeLink();
    case ">":
      if (!reader.canOpenQuote()) break;
      return reader.open("quote", 1);
    case "\n":
      return reader.endLine();
  }
  throw new TextError("markdownV2", index, `${source[index] ?? ""} that is not escaped by a backslash`);
}

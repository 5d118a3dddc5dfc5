import type { tl } from "../../tl/index.js";
import { nestInQuotes } from "../shape/nestEntities.js";
import type { Dialect, Marks, Place } from "../unparse/Dialect.js";
import { linkMarks } from "../unparse/linkMarks.js";
import { isCode } from "../unparse/writeMarked.js";
import { addressOf, endsInWord, isBlank, STYLE_MARKS, styleOfAddress, type StyleType } from "./styles.js";

const QUOTE_MARK = "> ";

/** Hydrogram's Markdown, escaped so that the default mode reads the same from it. */
export const markdownDialect: Dialect = {
  prepare: nestInQuotes,
  marks: marksOf,
  escape(text, place) {
    const top = place.around.at(-1);
    if (top !== undefined && isCode(top)) return text.replace(/[`\\]/g, "\\$&");
    const escaped = text.replace(SPECIAL, (character, at: number) => (isSpecial(character, at, text) ? `\\${character}` : character));
    return place.marks[0]?.open === QUOTE_MARK ? escaped.replaceAll("\n", "\n> ") : escaped;
  },
};

function marksOf(entity: tl.MessageEntity, place: Place): Marks | null {
  switch (entity._) {
    case "messageEntityBold":
    case "messageEntityItalic":
    case "messageEntityUnderline":
    case "messageEntityStrike":
    case "messageEntitySpoiler":
      return styleMarks(entity, place);
    case "messageEntityCode":
      return { open: "`", close: "`" };
    case "messageEntityPre":
      return { open: `\`\`\`${/^[^\s`\\]*$/.test(entity.language) ? entity.language : ""}\n`, close: "\n```" };
    case "messageEntityBlockquote":
      if (isQuoteOfLines(entity, place)) return { open: QUOTE_MARK, close: entity.collapsed === true ? "||" : "" };
      return { open: "[", close: `](${addressOf(entity)})` };
    default:
      return linkMarks(entity, escapeAddress);
  }
}

/** Marks where they are read as such, else a link that stands for the style. */
function styleMarks(entity: tl.MessageEntity & { _: StyleType }, { text, output }: Place): Marks {
  const isBesideBlank = isBlank(text[entity.offset]) || isBlank(text[entity.offset + entity.length - 1]);
  const mark = STYLE_MARKS[entity._];
  if (!isBesideBlank && !endsInWord(output.end, output.end.length)) return { open: mark, close: mark };
  return { open: "[", close: `](${addressOf(entity)})` };
}

/** Whether it is whole lines that can bear their mark: no other quote goes over into it, nothing begins at its end. */
function isQuoteOfLines({ offset, length }: tl.MessageEntity, { text, output, quoteEnd, starts }: Place): boolean {
  const end = offset + length;
  const beginsLine = offset === 0 || (output.end.endsWith("\n") && quoteEnd !== offset - 1);
  return beginsLine && (end === text.length || (text[end] === "\n" && !starts.has(end)));
}

function escapeAddress(address: string): string {
  const escaped = address.replace(/[()\\]/g, "\\$&");
  return styleOfAddress(escaped) === undefined ? escaped : escaped.replace(":", "\\:");
}

const SPECIAL = /[\\`[\]*_\-~|!><&]/g;

/** Whether a character between marks needs its backslash; `at` is its index in the piece. */
function isSpecial(character: string, at: number, piece: string): boolean {
  const next = piece[at + 1];
  switch (character) {
    case "!":
      return next === undefined;
    case ">":
      return at === 0 || piece[at - 1] === "\n";
    case "<":
      return next === undefined || /[a-zA-Z/]/.test(next);
    case "&":
      return next === undefined || /[a-zA-Z#]/.test(next);
    case "*":
    case "_":
    case "-":
    case "~":
    case "|":
      // A mark is two of these, and no mark may become longer.
      return next === undefined || at === 0 || next === character || piece[at - 1] === character;
    default:
      return true;
  }
}

import type { tl } from "../../tl/index.js";
import { nestInQuotes } from "../shape/nestEntities.js";
import type { Dialect, Marks, Place } from "../unparse/Dialect.js";
import { linkMarks } from "../unparse/linkMarks.js";
import { isCode } from "../unparse/writeMarked.js";
import { freeQuoteEnds, widenQuotes } from "./widenQuotes.js";

/** MarkdownV2 of the Bot API. A quote becomes one of the whole lines that it touches: there is no other. */
export const markdownV2Dialect: Dialect = {
  prepare: (entities, text) => freeQuoteEnds(nestInQuotes(widenQuotes(entities, text)), text),
  marks: marksOf,
  escape(text, { around }) {
    const top = around.at(-1);
    if (top !== undefined && isCode(top)) return text.replace(/[`\\]/g, "\\$&");
    const escaped = text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, "\\$&");
    return around[0]?._ === "messageEntityBlockquote" ? escaped.replaceAll("\n", "\n>") : escaped;
  },
};

function marksOf(entity: tl.MessageEntity, place: Place): Marks | null {
  switch (entity._) {
    case "messageEntityBold":
      return { open: "*", close: "*" };
    case "messageEntityItalic":
      return underscored("_", place);
    case "messageEntityUnderline":
      return underscored("__", place);
    case "messageEntityStrike":
      return { open: "~", close: "~" };
    case "messageEntitySpoiler":
      // Before the end of a line this would end the quote.
      return { open: place.text[entity.offset] === "\n" ? "||**" : "||", close: "||" };
    case "messageEntityCode":
      return { open: "`", close: "`" };
    case "messageEntityPre":
      return { open: `\`\`\`${/^[^\s`]*$/.test(entity.language) ? entity.language : ""}\n`, close: "```" };
    case "messageEntityBlockquote":
      // Right behind another quote, an empty bold parts the two.
      return { open: place.quoteEnd >= 0 && place.quoteEnd === entity.offset - 1 ? "**>" : ">", close: entity.collapsed === true ? "||" : "" };
    default:
      return linkMarks(entity, (address) => address.replace(/[)\\]/g, "\\$&"));
  }
}

/** Underscores side by side are read as an underline first, so that something empty must part them. */
function underscored(mark: string, place: Place): Marks {
  const apart = (empty: string): string => (place.output.end.endsWith("_") ? empty + mark : mark);
  return { open: apart(place.around.at(-1)?._ === "messageEntityBold" ? "~~" : "**"), close: () => apart("**") };
}

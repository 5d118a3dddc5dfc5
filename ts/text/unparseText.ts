import type { tl } from "../tl/index.js";
import { checkText } from "./FormattedText.js";
import { htmlDialect } from "./html/htmlDialect.js";
import { markdownDialect } from "./markdown/markdownDialect.js";
import { markdownV2Dialect } from "./markdownV2/markdownV2Dialect.js";
import { checkParseMode, type ParseMode } from "./ParseMode.js";
import { sentEntities } from "./sentEntities.js";
import { clipEntities } from "./shape/checkEntities.js";
import { nestEntities } from "./shape/nestEntities.js";
import type { Dialect } from "./unparse/Dialect.js";
import { writeMarked } from "./unparse/writeMarked.js";

const DIALECTS: Readonly<Record<Exclude<ParseMode, "disabled">, Dialect>> = {
  default: markdownDialect,
  markdown: markdownDialect,
  html: htmlDialect,
  markdownV2: markdownV2Dialect,
};

/**
 * Writes formatting so that {@link parseText} reads the same text and entities from it, once {@link normalizeText} has
 * been over them. Everything that the mode would read otherwise is escaped. Two things cannot be written: in
 * `markdownV2` a quote has whole lines, and is widened to them; in `markdown` and `markdownV2` the language of a block
 * of code is one word, and is left out otherwise. `disabled` gives the text alone.
 *
 * It takes what others have sent: entities are clipped to the text.
 *
 * @throws TypeError for what is no string or no list, RangeError for an unknown mode
 */
export function unparseText(mode: ParseMode, text: string, entities: readonly tl.MessageEntity[] = []): string {
  checkParseMode(mode);
  checkText(text);
  if (!Array.isArray(entities)) throw new TypeError("entities must be an array");
  if (mode === "disabled") return text;
  return writeMarked(DIALECTS[mode], text, nestEntities(sentEntities(clipEntities(entities, text))));
}

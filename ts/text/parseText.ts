import { checkText, type FormattedText } from "./FormattedText.js";
import { parseHtml } from "./html/parseHtml.js";
import { parseMarkdown, parseMixed } from "./markdown/parseMarkdown.js";
import { parseMarkdownV2 } from "./markdownV2/parseMarkdownV2.js";
import { checkParseMode, type ParseMode } from "./ParseMode.js";

/**
 * Reads formatting. The entities are sorted, properly nested and in range; white space is left as it is, and nothing is
 * cleaned: {@link normalizeText} does that before sending. Linear in the length of the text, whatever stands in it.
 *
 * @throws TextError where the modes `html` and `markdownV2` are broken; the other modes take any text
 * @throws TypeError if `mode` or `text` is no string, RangeError for an unknown mode
 * @example
 * parseText("markdown", "**bold**"); // { text: "bold", entities: [{ _: "messageEntityBold", offset: 0, length: 4 }] }
 */
export function parseText(mode: ParseMode, text: string): FormattedText {
  checkParseMode(mode);
  checkText(text);
  switch (mode) {
    case "default":
      return parseMixed(text);
    case "markdown":
      return parseMarkdown(text);
    case "html":
      return parseHtml(text);
    case "markdownV2":
      return parseMarkdownV2(text);
    case "disabled":
      return { text, entities: [] };
  }
}

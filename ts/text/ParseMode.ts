/**
 * How the formatting of a text is written.
 *
 * - `default`: Hydrogram's Markdown and HTML, mixed. What is no formatting is text; nothing is an error.
 * - `markdown`: Hydrogram's Markdown. What is no formatting is text; nothing is an error.
 * - `html`: the tags of the Bot API and Hydrogram's own. Strict.
 * - `markdownV2`: the Bot API's MarkdownV2. Strict.
 * - `disabled`: all of it is text.
 */
export type ParseMode = (typeof PARSE_MODES)[number];

export const PARSE_MODES = ["default", "markdown", "html", "markdownV2", "disabled"] as const;

/** @throws TypeError for what is no string, RangeError for an unknown name; both name the parameter */
export function checkParseMode(mode: unknown, name = "mode"): asserts mode is ParseMode {
  if (typeof mode !== "string") throw new TypeError(`${name} must be a string, not ${mode === null ? "null" : typeof mode}`);
  if (!PARSE_MODES.some((known) => known === mode)) {
    throw new RangeError(`${name} must be one of ${PARSE_MODES.join(", ")}, not ${JSON.stringify(mode.slice(0, 40))}`);
  }
}

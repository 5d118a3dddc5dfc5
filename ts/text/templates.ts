import type { FormattedText } from "./FormattedText.js";
import { encodeReferences } from "./html/characterReferences.js";
import { htmlDialect } from "./html/htmlDialect.js";
import { parseHtml } from "./html/parseHtml.js";
import { ATOM } from "./markdown/MarkdownSource.js";
import { parseMarkdownWith } from "./markdown/parseMarkdown.js";
import { sentEntities } from "./sentEntities.js";
import { clipEntities } from "./shape/checkEntities.js";
import { nestEntities } from "./shape/nestEntities.js";
import { writeMarked } from "./unparse/writeMarked.js";

/** What may be inserted into a template: text, which is shown as it is, or a text with its formatting. */
export type TemplateValue = string | number | bigint | { readonly text: string; readonly entities: FormattedText["entities"] };

/**
 * A text in Hydrogram's Markdown. What is inserted is never read as Markdown: a string stands there as it is, in code and
 * in addresses too, and a text with entities keeps them.
 *
 * @throws TypeError for a value of another type, undefined and null included
 * @example
 * md`**${name}** wrote: ${html`<i>${words}</i>`}`
 */
export function md(strings: TemplateStringsArray, ...values: readonly TemplateValue[]): FormattedText {
  const atoms = new Map<number, FormattedText>();
  let source = "";
  for (const [index, part] of literals(strings).entries()) {
    source += part;
    if (index === values.length) break;
    atoms.set(source.length, formatted(values[index], index));
    source += ATOM;
  }
  return parseMarkdownWith(source, atoms);
}

/**
 * A text in the Bot API's HTML. What is inserted is never read as HTML: a string stands there as it is, also as the value
 * of a quoted attribute, and a text with entities keeps them; in an attribute its text alone counts.
 *
 * @throws TypeError for a value of another type, undefined and null included; TextError if the template itself is no
 * valid HTML; its `offset` counts what is inserted as it is escaped
 * @example
 * html`<a href="${address}">${title}</a>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly TemplateValue[]): FormattedText {
  let source = "";
  let isInTag = false;
  for (const [index, part] of literals(strings).entries()) {
    source += part;
    const lastTag = Math.max(part.lastIndexOf("<"), part.lastIndexOf(">"));
    if (lastTag !== -1) isInTag = part[lastTag] === "<";
    if (index === values.length) break;
    const { text, entities } = formatted(values[index], index);
    source += isInTag ? encodeReferences(text) : writeMarked(htmlDialect, text, entities);
  }
  return parseHtml(source);
}

/** @throws TypeError for an escape that JavaScript does not know, such as `\u` alone */
function literals(strings: TemplateStringsArray): readonly string[] {
  // The type does not say that an invalid escape makes a part undefined.
  const parts: readonly (string | undefined)[] = strings;
  return parts.map((part, index) => {
    if (part === undefined) throw new TypeError(`the template has an invalid escape in part ${index + 1}`);
    return part;
  });
}

function formatted(value: unknown, index: number): FormattedText {
  if (typeof value === "string") return { text: value, entities: [] };
  if (typeof value === "number" || typeof value === "bigint") return { text: String(value), entities: [] };
  if (isFormatted(value)) return { text: value.text, entities: nestEntities(sentEntities(clipEntities(value.entities, value.text))) };
  throw new TypeError(`value ${index + 1} of the template must be a string, a number or { text, entities }, not ${value === null ? "null" : typeof value}`);
}

function isFormatted(value: unknown): value is FormattedText {
  if (typeof value !== "object" || value === null) return false;
  return "text" in value && typeof value.text === "string" && "entities" in value && Array.isArray(value.entities);
}

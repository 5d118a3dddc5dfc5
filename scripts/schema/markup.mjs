// @ts-check

const ENTITIES = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&amp;", "&"],
]);

/**
 * Documentation text (HTML of a few kinds, or Markdown) → Markdown for a JSDoc comment.
 *
 * @param {string} text
 * @param {(name: string) => string} link `{@link …}` target as the documentation spells it → ours
 * @returns {string[]} lines
 */
export function commentLines(text, link) {
  return text
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<img\b[^>]*>/g, "")
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gs, (_, href, label) => `[${label.replace(/\s*»/g, "").trim()}](${href})`)
    .replace(/<code>(.*?)<\/code>/gs, "`$1`")
    .replace(/<\/?(strong|b)>/g, "**")
    .replace(/<\/?(em|i)>/g, "*")
    .replace(/<\/?(del|u|blockquote|pre)>/g, "")
    .replace(/\{@link\s+([^}]+)\}/g, (_, name) => link(name.trim()))
    .replace(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES.get(entity) ?? entity)
    .replace(/\*\//g, "*\\/")
    .replace(/(?<!\{)@(?=\w)/g, "\\@")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line, index, lines) => line !== "" || (index > 0 && lines[index - 1] !== "" && index < lines.length - 1));
}

/**
 * A JSDoc comment; nothing when there is nothing to say.
 *
 * @param {readonly string[]} lines
 * @param {string} indent
 * @returns {string}
 */
export function jsDoc(lines, indent) {
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")}${indent} */\n`;
}

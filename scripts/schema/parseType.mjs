// @ts-check

/**
 * A type as written behind a colon or an equals sign.
 *
 * - `name`: `int`, `InputPeer`, `help.Config`, `message`; `bare` is true for `%Message`
 * - `vector`: `Vector<T>`, `Vector T` (boxed) and `vector<T>` (bare)
 * - `generic`: `X` or `!X` of a definition with `{X:Type}`; `call` is true for `!X`
 *
 * @typedef {{ kind: "name", name: string, bare: boolean }
 *   | { kind: "vector", boxed: boolean, item: TypeExpression }
 *   | { kind: "generic", name: string, call: boolean }} TypeExpression
 */

const NAME = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$/;

/**
 * Parses one type; gives null when the text is none.
 *
 * @param {string} text
 * @param {ReadonlySet<string>} generics names declared as `{X:Type}`
 * @returns {TypeExpression | null}
 */
export function parseType(text, generics) {
  const vector = /^(%?)([Vv])ector(?:<(.+)>| +(.+))$/.exec(text);
  if (vector) {
    const item = parseType((vector[3] ?? vector[4] ?? "").trim(), generics);
    return item && { kind: "vector", boxed: vector[1] === "" && vector[2] === "V", item };
  }
  if (text.startsWith("!")) return generics.has(text.slice(1)) ? { kind: "generic", name: text.slice(1), call: true } : null;
  if (generics.has(text)) return { kind: "generic", name: text, call: false };
  if (text === "#") return { kind: "name", name: "#", bare: false };
  const bare = text.startsWith("%");
  const name = bare ? text.slice(1) : text;
  return NAME.test(name) ? { kind: "name", name, bare } : null;
}

// @ts-check

/**
 * What the documented schema (JSON of the package mtcute-schema, one layer or two older) knows
 * beyond the TL text. New definitions have no documentation until the package is updated.
 *
 * @typedef {{ comment: string, fields: ReadonlyMap<string, string>, throws: readonly string[], only: "users" | "bots" | null }} EntryDocumentation
 * @typedef {{
 *   entries: ReadonlyMap<string, EntryDocumentation>,
 *   types: ReadonlyMap<string, string>,
 *   isInt53: (entry: string, field: string) => boolean,
 * }} Documentation
 *
 * @typedef {{ name: string, type: string, comment?: string }} JsonArgument
 * @typedef {{ name: string, kind: string, comment?: string, available?: string, arguments: JsonArgument[] }} JsonEntry
 * @typedef {{ e: JsonEntry[], u: Record<string, string> }} JsonSchema
 * @typedef {{ code: number, name: string, description?: string, _paramNames?: string[] }} JsonError
 * @typedef {{ errors: Record<string, JsonError>, throws: Record<string, string[]> }} JsonErrors
 */

/** @type {Documentation} */
export const NO_DOCUMENTATION = { entries: new Map(), types: new Map(), isInt53: () => false };

/**
 * @param {JsonSchema} schema
 * @param {JsonErrors} errors
 * @returns {Documentation}
 */
export function readDocumentation(schema, errors) {
  if (!Array.isArray(schema.e) || !schema.e.some((entry) => entry.comment)) throw new Error("the documented schema has no documentation");
  /** @type {Map<string, EntryDocumentation>} */
  const entries = new Map();
  for (const entry of schema.e) {
    entries.set(entry.name, {
      comment: entry.comment ?? "",
      fields: new Map(entry.arguments.flatMap((field) => (field.comment ? [[field.name, field.comment]] : []))),
      throws: [...new Set(errors.throws[entry.name] ?? [])].sort(),
      only: entry.available === "user" ? "users" : entry.available === "bot" ? "bots" : null,
    });
  }
  return { entries, types: new Map(Object.entries(schema.u)), isInt53: int53Rule(schema) };
}

/**
 * A `long` is a 53-bit id where the documented schema says so. A field that it does not have yet
 * follows the fields of the same name: `user_id` of a new constructor is what all others are.
 *
 * @param {JsonSchema} schema
 * @returns {Documentation["isInt53"]}
 */
function int53Rule(schema) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  /** @type {Map<string, { int53: number, all: number }>} */
  const counts = new Map();
  for (const entry of schema.e) {
    for (const field of entry.arguments) {
      if (field.type !== "int53" && field.type !== "long") continue;
      known.set(`${entry.name}.${field.name}`, field.type === "int53");
      const count = counts.get(field.name) ?? { int53: 0, all: 0 };
      counts.set(field.name, { int53: count.int53 + (field.type === "int53" ? 1 : 0), all: count.all + 1 });
    }
  }
  if (![...known.values()].includes(true)) throw new Error("the documented schema marks no 53-bit ids");
  const unanimous = new Set([...counts].flatMap(([name, { int53, all }]) => (all >= 3 && int53 === all ? [name] : [])));
  return (entry, field) => known.get(`${entry}.${field}`) ?? unanimous.has(field);
}

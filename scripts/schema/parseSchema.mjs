// @ts-check
import { SchemaError } from "./SchemaError.mjs";
import { parseDefinition } from "./parseDefinition.mjs";

/**
 * @typedef {import("./parseDefinition.mjs").Entry} Entry
 * @typedef {{ layer: number | null, entries: Entry[] }} Schema
 */

/** Declarations of what every reader knows: `int ? = Int`, `vector {t:Type} # [ t ] = Vector t`, `bytes = Bytes`. */
const BUILT_IN = /^(int|long|double|string|bytes|int128|int256|vector|boolFalse|boolTrue)(#[0-9a-fA-F]+)?\s/;

/**
 * TL text → entries, in the order of the file.
 *
 * @param {string} text
 * @param {string} file how errors name the text
 * @returns {Schema}
 */
export function parseSchema(text, file) {
  /** @type {Entry[]} */
  const entries = [];
  /** @type {number | null} */
  let layer = null;
  /** @type {"constructor" | "method"} */
  let kind = "constructor";
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const place = { file, line: index + 1 };
    const named = /\/\/\s*LAYER\s+(\d+)/i.exec(raw);
    if (named) layer = Number(named[1]);
    const line = raw.replace(/\/\/.*$/, "").trim();
    if (line === "") continue;
    const section = /^---(\w+)---$/.exec(line);
    if (section) {
      if (section[1] !== "types" && section[1] !== "functions") throw new SchemaError(place, `unknown section ${line}`);
      kind = section[1] === "types" ? "constructor" : "method";
      continue;
    }
    if (BUILT_IN.test(line)) continue;
    if (!line.endsWith(";")) throw new SchemaError(place, "no ; at the end of the definition");
    entries.push(parseDefinition(line.slice(0, -1).trim(), kind, place));
  }
  return { layer, entries };
}

// @ts-check
import { SchemaError } from "./SchemaError.mjs";
import { parseType } from "./parseType.mjs";

/**
 * @typedef {import("./parseType.mjs").TypeExpression} TypeExpression
 * @typedef {{ name: string, type: TypeExpression, flag: { word: string, bit: number } | null }} Field
 * @typedef {{ file: string, line: number }} Place
 * @typedef {{
 *   kind: "constructor" | "method",
 *   name: string,
 *   id: number | null,
 *   generics: readonly string[],
 *   fields: readonly Field[],
 *   result: TypeExpression,
 *   text: string,
 *   place: Place,
 * }} Entry `id` is null when the line has none; `text` is the line without comment and semicolon
 */

const HEAD = /^([a-z][A-Za-z0-9_]*(?:\.[a-z][A-Za-z0-9_]*)?)(?:#([0-9a-fA-F]{1,8}))?$/;
const FIELD = /^([A-Za-z_][A-Za-z0-9_]*):(?:([A-Za-z_][A-Za-z0-9_]*)\.(\d+)\?)?(.+)$/;

/**
 * Parses `name#id {X:Type} field:type … = Result`, without its semicolon.
 *
 * @param {string} text
 * @param {"constructor" | "method"} kind
 * @param {Place} place
 * @returns {Entry}
 */
export function parseDefinition(text, kind, place) {
  const equals = text.lastIndexOf("=");
  if (equals < 0) throw new SchemaError(place, `"${text}" has no "= Type"`);
  const words = splitWords(text.slice(0, equals));
  const head = HEAD.exec(words[0] ?? "");
  if (!head?.[1]) throw new SchemaError(place, `"${words[0] ?? ""}" is no name like messages.sendMessage#fef48f62`);
  /** @type {string[]} */
  const generics = [];
  /** @type {Field[]} */
  const fields = [];
  for (const word of words.slice(1)) {
    const generic = /^\{([A-Za-z]+):Type\}$/.exec(word);
    if (generic?.[1]) generics.push(generic[1]);
    else fields.push(parseField(word, new Set(generics), fields, place));
  }
  const resultText = text.slice(equals + 1).trim();
  const result = parseType(resultText, new Set(generics));
  if (!result) throw new SchemaError(place, `"${resultText}" is no result type`);
  const id = head[2] === undefined ? null : Number.parseInt(head[2], 16);
  return { kind, name: head[1], id, generics, fields, result, text, place };
}

/**
 * @param {string} word
 * @param {ReadonlySet<string>} generics
 * @param {readonly Field[]} before
 * @param {Place} place
 * @returns {Field}
 */
function parseField(word, generics, before, place) {
  const match = FIELD.exec(word);
  const [, name, flagWord, bit, typeText] = match ?? [];
  if (!name || !typeText) throw new SchemaError(place, `"${word}" is no field like peer:InputPeer`);
  const type = parseType(typeText, generics);
  if (!type) throw new SchemaError(place, `field ${name}: "${typeText}" is no type`);
  if (before.some((field) => field.name === name)) throw new SchemaError(place, `field ${name} stands there twice`);
  if (flagWord === undefined) return { name, type, flag: null };
  const declared = before.some((field) => field.name === flagWord && field.type.kind === "name" && field.type.name === "#");
  if (!declared) throw new SchemaError(place, `field ${name}: no flag word ${flagWord}:# before it`);
  if (Number(bit) > 31) throw new SchemaError(place, `field ${name}: bit ${bit} of ${flagWord}, a flag word has 0 to 31`);
  return { name, type, flag: { word: flagWord, bit: Number(bit) } };
}

/**
 * Splits at spaces, but keeps `msg_ids:Vector long` (the spelling without angle brackets) together.
 *
 * @param {string} text
 */
function splitWords(text) {
  /** @type {string[]} */
  const words = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = words.at(-1);
    if (last !== undefined && /[:?<]%?[Vv]ector$/.test(last)) words[words.length - 1] = `${last} ${word}`;
    else words.push(word);
  }
  return words;
}

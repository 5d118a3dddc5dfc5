import { crc32 } from "./crc32.js";
import type { Definition, Field, Schema, TypeRef } from "./schema.js";

const SCALARS = new Set(["int", "long", "double", "string", "bytes", "int128", "int256"] as const);
type Scalar = typeof SCALARS extends Set<infer T> ? T : never;

/** Declarations of what the codec knows by itself (spec/mtproto.md §1.7). */
const BUILT_IN = new Set(["int", "long", "double", "string", "bytes", "int128", "int256", "vector", "true", "boolTrue", "boolFalse"]);

/**
 * Reads TL text (spec/mtproto.md §1.7) into definitions, in the order of the text.
 *
 * @throws Error naming the line when one is no TL definition
 */
export function parseSchema(text: string): Schema {
  const definitions: Definition[] = [];
  const layer = Number(/^\s*\/\/\s*LAYER\s+(\d+)/im.exec(text)?.[1] ?? 0);
  let isMethod = false;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.replace(/\/\/.*/, "").trim();
    if (line === "") {
      continue;
    }
    if (line === "---types---" || line === "---functions---") {
      isMethod = line === "---functions---";
      continue;
    }
    const definition = parseDefinition(line, isMethod);
    if (definition === null) {
      throw new Error(`TL text, line ${index + 1}: not a definition: ${line.slice(0, 80)}`);
    }
    if (!BUILT_IN.has(definition.name)) {
      definitions.push(definition);
    }
  }
  return { layer, definitions };
}

/** Reads one definition; null when the line is none. */
export function parseDefinition(line: string, isMethod: boolean): Definition | null {
  const parts = /^([A-Za-z][\w.]*)(?:#([0-9a-fA-F]+))?\s(.*?)=\s*(.+?);?$/.exec(line);
  if (parts === null) {
    return null;
  }
  const [, name = "", id, body = "", result = ""] = parts;
  if (BUILT_IN.has(name)) {
    return { name, id: 0, fields: [], result: { kind: "object", name: result }, isMethod };
  }
  const fields: Field[] = [];
  for (const token of body.trim().split(/\s+/)) {
    if (token === "" || token.startsWith("{")) {
      continue;
    }
    const field = parseField(token);
    if (field === null) {
      return null;
    }
    fields.push(field);
  }
  return { name, id: id === undefined ? idOf(line) : Number.parseInt(id, 16) >>> 0, fields, result: parseType(result), isMethod };
}

function parseField(token: string): Field | null {
  const parts = /^(\w+):(?:(\w+)\.(\d+)\?)?(.+)$/.exec(token);
  if (parts === null) {
    return null;
  }
  const [, name = "", word, bit, type = ""] = parts;
  return {
    name,
    key: camelCase(name),
    type: parseType(type),
    condition: word === undefined || bit === undefined ? null : { word, bit: Number(bit) },
  };
}

function parseType(text: string): TypeRef {
  if (text === "#") {
    return { kind: "flags" };
  }
  if (text === "true" || text === "Bool") {
    return { kind: text === "true" ? "true" : "bool" };
  }
  if (text.startsWith("!")) {
    return { kind: "query" };
  }
  const vector = /^(%?)([Vv])ector\s*[<\s](.+?)>?$/.exec(text);
  if (vector !== null) {
    return { kind: "vector", boxed: vector[2] === "V" && vector[1] === "", element: parseType(vector[3] ?? "") };
  }
  if (isScalar(text)) {
    return { kind: text };
  }
  const local = text.slice(text.lastIndexOf(".") + 1);
  return /^[a-z]/.test(local) ? { kind: "bare", name: text } : { kind: "object", name: text };
}

function isScalar(text: string): text is Scalar {
  return (SCALARS as ReadonlySet<string>).has(text);
}

/** `phone_code_hash` → `phoneCodeHash`. */
export function camelCase(name: string): string {
  return name.replace(/_([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Constructor id of a line without one: spec/mtproto.md §1.5. */
function idOf(line: string): number {
  const canonical = line
    .replace(/;$/, "")
    .replace(/:(\w+\.\d+\?)?bytes\b/g, ":$1string")
    .replace(/ \w+:\w+\.\d+\?true/g, "")
    .replace(/</g, " ")
    .replace(/>/g, "")
    .replace(/[{}]/g, "")
    .replace(/ +/g, " ")
    .trim();
  return crc32(canonical);
}

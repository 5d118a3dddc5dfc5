// @ts-check
import { SchemaError } from "./SchemaError.mjs";

/**
 * @typedef {import("./parseDefinition.mjs").Entry} Entry
 * @typedef {import("./parseDefinition.mjs").Field} Field
 * @typedef {import("./parseType.mjs").TypeExpression} TypeExpression
 *
 * How a value lies on the wire. `union` is any constructor of a type, its id first; `bare` is the
 * fields of one constructor without its id; `query` is a method call in place; `object` is any
 * boxed value.
 * @typedef {{ is: "int" | "int53" | "long" | "double" | "string" | "bytes" | "int128" | "int256" | "bool" | "true" | "flags" | "object" | "query" }
 *   | { is: "vector", boxed: boolean, item: Wire }
 *   | { is: "union", type: string }
 *   | { is: "bare", name: string }} Wire
 */

/** @type {Readonly<Record<string, Wire>>} */
const PRIMITIVES = {
  "#": { is: "flags" },
  int: { is: "int" },
  long: { is: "long" },
  double: { is: "double" },
  string: { is: "string" },
  bytes: { is: "bytes" },
  int128: { is: "int128" },
  int256: { is: "int256" },
  Bool: { is: "bool" },
  true: { is: "true" },
  Object: { is: "object" },
};

/**
 * Fields of the service definitions that carry binary data; some dialects of the file call them
 * `string`, and text conversion would destroy them.
 */
const BINARY = new Set(["pq", "p", "q", "encrypted_data", "encrypted_answer", "dh_prime", "g_a", "g_b", "info", "packed_data", "secret"]);
const BINARY_OWNER = /^(resPQ|p_q_inner_data|server_DH_|client_DH_|req_DH_|set_client_DH_|msgs_|gzip_packed|ipPortSecret)/;

/** Turns written types into wire types, and refuses what no definition explains. */
export class Resolver {
  /** @type {Map<string, Entry>} */
  #constructors = new Map();
  /** @type {Map<string, Entry[]>} */
  #types = new Map();
  #documentation;

  /**
   * @param {readonly Entry[]} entries
   * @param {import("./documentation.mjs").Documentation} documentation
   */
  constructor(entries, documentation) {
    this.#documentation = documentation;
    for (const entry of entries) {
      if (entry.kind !== "constructor") continue;
      this.#constructors.set(entry.name, entry);
      if (entry.result.kind !== "name" || /^[a-z]/.test(entry.result.name.replace(/^.*\./, ""))) {
        throw new SchemaError(entry.place, `${entry.name}: the type of a constructor starts with a capital letter`);
      }
      this.#types.set(entry.result.name, [...(this.#types.get(entry.result.name) ?? []), entry]);
    }
  }

  /**
   * @param {Entry} entry
   * @param {Field} field
   * @returns {Wire}
   */
  field(entry, field) {
    const wire = this.#wire(field.type, entry, `${entry.name}.${field.name}`);
    if (wire.is === "flags" && field.flag) throw new SchemaError(entry.place, `${entry.name}.${field.name}: a flag word cannot be optional`);
    if (wire.is === "true" && !field.flag) throw new SchemaError(entry.place, `${entry.name}.${field.name}: true has no bytes, it needs a flag`);
    if (wire.is === "string" && BINARY.has(field.name) && BINARY_OWNER.test(entry.name)) return { is: "bytes" };
    return this.#documentation.isInt53(entry.name, field.name) ? asInt53(wire) : wire;
  }

  /**
   * @param {Entry} entry
   * @returns {Wire}
   */
  result(entry) {
    if (entry.result.kind === "generic") return { is: "query" };
    return this.#wire(entry.result, entry, `${entry.name}'s result`);
  }

  /**
   * @param {TypeExpression} type
   * @param {Entry} entry
   * @param {string} where
   * @returns {Wire}
   */
  #wire(type, entry, where) {
    if (type.kind === "generic") return { is: type.call ? "query" : "object" };
    if (type.kind === "vector") return { is: "vector", boxed: type.boxed, item: this.#wire(type.item, entry, where) };
    const primitive = type.bare ? undefined : PRIMITIVES[type.name];
    if (primitive) return primitive;
    const constructor = this.#constructors.get(type.name);
    if (constructor) return { is: "bare", name: type.name };
    const members = this.#types.get(type.name);
    if (!members?.[0]) throw new SchemaError(entry.place, `${where}: ${type.name} has no constructor`);
    if (!type.bare) return { is: "union", type: type.name };
    if (members.length > 1) throw new SchemaError(entry.place, `${where}: %${type.name} could be any of ${members.length} constructors`);
    return { is: "bare", name: members[0].name };
  }
}

/**
 * @param {Wire} wire
 * @returns {Wire}
 */
function asInt53(wire) {
  if (wire.is === "vector") return { ...wire, item: asInt53(wire.item) };
  return wire.is === "long" ? { is: "int53" } : wire;
}

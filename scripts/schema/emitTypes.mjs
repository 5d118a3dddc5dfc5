// @ts-check
import { headLine } from "./emitModule.mjs";
import { commentLines, jsDoc } from "./markup.mjs";
import { pascalName } from "./names.mjs";
import { SchemaError } from "./SchemaError.mjs";

/**
 * @typedef {import("./facts.mjs").EntryFact} EntryFact
 * @typedef {import("./facts.mjs").Facts} Facts
 * @typedef {import("./documentation.mjs").Documentation} Documentation
 * @typedef {import("./resolve.mjs").Wire} Wire
 */

/** @type {Readonly<Record<string, string>>} */
const PRIMITIVES = {
  int: "number",
  int53: "number",
  double: "number",
  long: "bigint",
  string: "string",
  bytes: "Uint8Array",
  int128: "Uint8Array",
  int256: "Uint8Array",
  bool: "boolean",
  true: "boolean",
  object: "TlObject",
  query: "TlRequest",
};

/** @type {Readonly<Record<string, string>>} */
const LENGTHS = { int128: "16 bytes.", int256: "32 bytes." };

/**
 * One interface per constructor (`RawUser`) and method (`UsersGetUsersRequest`), one union per type
 * (`User`), and the tables that `invoke` is typed with.
 *
 * @param {Facts} facts
 * @param {Documentation} documentation
 * @returns {string}
 */
export function emitTypes(facts, documentation) {
  const emitter = new TypeEmitter(facts, documentation);
  const sections = [
    headLine(facts.layer),
    ...facts.entries.map((entry) => emitter.entry(entry)),
    ...[...facts.types].map(([type, members]) => emitter.type(type, members)),
    ...emitter.tables(),
  ];
  return `${sections.join("\n")}\n`;
}

class TypeEmitter {
  #facts;
  #documentation;
  /** @type {Map<string, string>} name as the documentation's links spell it → type name */
  #links = new Map();

  /**
   * @param {Facts} facts
   * @param {Documentation} documentation
   */
  constructor(facts, documentation) {
    this.#facts = facts;
    this.#documentation = documentation;
    /** @type {Map<string, string>} */
    const taken = new Map();
    /** @param {string} name @param {string} what @param {import("./parseDefinition.mjs").Place} place */
    const take = (name, what, place) => {
      const other = taken.get(name);
      if (other) throw new SchemaError(place, `${what} and ${other} would both be called ${name}`);
      taken.set(name, what);
    };
    for (const entry of facts.entries) {
      take(entryName(entry), entry.name, entry.place);
      this.#links.set(linkKey(entry), entryName(entry));
    }
    for (const [type, [first]] of facts.types) if (first) take(pascalName(type), type, first.place);
  }

  /** @param {EntryFact} entry */
  entry(entry) {
    const known = this.#documentation.entries.get(entry.name);
    const comment = known ? this.#lines(known.comment) : [];
    if (entry.kind === "method") {
      if (known?.only) comment.push("", `For ${known.only} only.`);
      if (known && known.throws.length > 0) comment.push("", `@throws RpcError ${known.throws.join(", ")}`);
    }
    const fields = entry.fields.flatMap((field) => {
      if (field.wire.is === "flags") return [];
      const lines = this.#lines(known?.fields.get(field.tl) ?? LENGTHS[field.wire.is] ?? "");
      const type = this.#typeCode(field.wire);
      return [`${jsDoc(lines, "  ")}  ${field.key}${field.flag ? "?" : ""}: ${type}${field.flag ? " | undefined" : ""};\n`];
    });
    const trimmed = comment[0] === "" ? comment.slice(1) : comment;
    return `${jsDoc(trimmed, "")}export interface ${entryName(entry)} {\n  _: ${JSON.stringify(entry.name)};\n${fields.join("")}}`;
  }

  /**
   * @param {string} type
   * @param {readonly EntryFact[]} members
   */
  type(type, members) {
    const lines = this.#lines(this.#documentation.types.get(type) ?? "");
    return `${jsDoc(lines, "")}export type ${pascalName(type)} = ${members.map(entryName).join(" | ")};`;
  }

  /** @returns {string[]} */
  tables() {
    const { entries } = this.#facts;
    /** @param {EntryFact} entry */
    const row = (entry) => `  ${JSON.stringify(entry.name)}: ${entryName(entry)};`;
    /** @param {"constructor" | "method"} kind @param {boolean} service */
    const select = (kind, service) => entries.filter((entry) => entry.kind === kind && entry.service === service);
    const results = entries
      .filter((entry) => entry.kind === "method")
      .map((entry) => `  ${JSON.stringify(entry.name)}: ${entry.result.is === "query" ? "unknown" : this.#typeCode(entry.result)};`);
    const generic = select("method", false).filter((entry) => entry.query !== null);
    /** @param {string} doc @param {string} name @param {readonly string[]} rows */
    const table = (doc, name, rows) => `/** ${doc} */\nexport interface ${name} {\n${rows.join("\n")}\n}`;
    return [
      table("Every constructor of the API by its TL name.", "TlObjects", select("constructor", false).map(row)),
      table("Every method of the API by its TL name.", "TlRequests", select("method", false).map(row)),
      table("The session's own constructors (mtproto.tl).", "TlServiceObjects", select("constructor", true).map(row)),
      table("The session's own methods (mtproto.tl).", "TlServiceRequests", select("method", true).map(row)),
      table("What each method answers.", "TlResults", results),
      `/** Methods that wrap another call and answer what that call answers. */\nexport type TlWrapper = ${generic.map((entry) => JSON.stringify(entry.name)).join(" | ") || "never"};`,
      "/** Any object of the API. */\nexport type TlObject = TlObjects[keyof TlObjects];",
      "/** Any method call of the API. */\nexport type TlRequest = TlRequests[keyof TlRequests];",
    ];
  }

  /**
   * @param {Wire} wire
   * @returns {string}
   */
  #typeCode(wire) {
    if (wire.is === "vector") return `${this.#typeCode(wire.item)}[]`;
    if (wire.is === "union") return pascalName(wire.type);
    if (wire.is === "bare") {
      const entry = this.#facts.entries.find(({ name }) => name === wire.name);
      return entry ? entryName(entry) : "never";
    }
    return PRIMITIVES[wire.is] ?? "unknown";
  }

  /** @param {string} text */
  #lines(text) {
    return commentLines(text, (name) => {
      const target = this.#links.get(name);
      return target ? `{@link ${target}}` : `\`${name}\``;
    });
  }
}

/** @param {EntryFact} entry */
function entryName(entry) {
  return entry.kind === "method" ? `${pascalName(entry.name)}Request` : `Raw${pascalName(entry.name)}`;
}

/**
 * The documentation links to `messages.RawSendMessageRequest` and `RawUser`.
 *
 * @param {EntryFact} entry
 */
function linkKey(entry) {
  const [last = "", namespace] = entry.name.split(".").reverse();
  const raw = `Raw${pascalName(last)}${entry.kind === "method" ? "Request" : ""}`;
  return namespace ? `${namespace}.${raw}` : raw;
}

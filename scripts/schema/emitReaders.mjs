// @ts-check
import { identifier } from "./names.mjs";
import { leastWords } from "./measure.mjs";
import { LARGE_TYPE, typesOf } from "./reach.mjs";
import { runtimeModule } from "./emitModule.mjs";

/**
 * @typedef {import("./facts.mjs").EntryFact} EntryFact
 * @typedef {import("./facts.mjs").FieldFact} FieldFact
 * @typedef {import("./resolve.mjs").Wire} Wire
 */

/** Wire types whose reading is one expression over the words `v` from `p` on. */
const INLINE = new Map([
  ["int", "v[p++]"],
  ["flags", "v[p++]"],
  ["long", "d.getBigInt64((p+=2)*4-8,true)"],
  ["int53", "(v[p++]>>>0)+4294967296*v[p++]"],
  ["double", "d.getFloat64((p+=2)*4-8,true)"],
  ["bool", "(b0=v[p++])===-1720552011?true:(r.p=p,b0=FALSE(r,b0,p),p=r.p,b0)"],
]);
const NEEDS_DATA_VIEW = new Set(["long", "double"]);

/** Reader functions of wire types that are no definition. */
const CALLS = new Map([
  ["int", "I"],
  ["flags", "I"],
  ["long", "L"],
  ["int53", "I53"],
  ["double", "D"],
  ["bool", "BOOL"],
  ["string", "S"],
  ["bytes", "B"],
  ["object", "any"],
  ["query", "any"],
]);

/**
 * Readers of `entries` (closed under reachability): a straight line per definition, a switch per
 * type, and the tables `constructors` (by id), `results` (by method name) and `lazy` (by type name).
 *
 * @param {{ layer: number, entries: readonly EntryFact[], dispatched: readonly EntryFact[], results: readonly EntryFact[], lazyTypes?: readonly string[] }} input
 *   `dispatched`: what may stand where any object may; `results`: methods whose results are read;
 *   `lazyTypes`: types whose readers are given by name
 * @returns {string}
 */
export function emitReaders({ layer, entries, dispatched, results, lazyTypes = [] }) {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const body = [
    ...entries.map((entry) => emitEntry(entry, byName)),
    ...typesOf(entries).map(([type, members]) => emitType(type, members)),
    `let ids;function constructors(){return ids??=new Map([${dispatched.map((entry) => `[${entry.id | 0},c_${identifier(entry.name)}]`).join(",")}])}`,
    "function any(r){return ANY(r,constructors(),any)}",
    `let methods;function results(){return methods??=new Map([\n${results.map((entry) => `[${JSON.stringify(entry.name)},${readFunction(entry.result, byName)}],`).join("\n")}\n])}`,
    `const lazy=new Map([${lazyTypes.map((type) => `[${JSON.stringify(type)},t_${identifier(type)}]`).join(",")}]);`,
    "return {any,results,lazy};",
  ];
  return runtimeModule(layer, "S,B,RAW,I,L,I53,D,BOOL,FALSE,VEC,BVEC,ANY,BAD", body);
}

/**
 * @param {EntryFact} entry
 * @param {ReadonlyMap<string, EntryFact>} byName
 */
function emitEntry(entry, byName) {
  const name = `c_${identifier(entry.name)}`;
  if (entry.fields.length === 0) return `function ${name}(r){return{_:${JSON.stringify(entry.name)}}}`;
  const line = new StraightLine(byName);
  for (const [index, field] of entry.fields.entries()) line.read(field, index);
  const properties = line.properties.map(([key, value]) => `,${key}:${value}`).join("");
  return `function ${name}(r){${line.finish()}return{_:${JSON.stringify(entry.name)}${properties}}}`;
}

/** The body of one reader. The position is in the local `p` or in `r.p`; it moves only when it must. */
class StraightLine {
  /** @type {[string, string][]} property and expression */
  properties = [];
  /** @type {string[]} */
  #code = [];
  /** @type {"r" | "p" | "both"} where the position is right */
  #position = "r";
  /** @type {Map<string, string>} flag word → variable */
  #words = new Map();
  #usesLocal = false;
  /** @type {Set<string>} wire types read inline */
  #inlined = new Set();
  #byName;

  /** @param {ReadonlyMap<string, EntryFact>} byName */
  constructor(byName) {
    this.#byName = byName;
  }

  /**
   * @param {FieldFact} field
   * @param {number} index
   */
  read(field, index) {
    const variable = `f${index}`;
    const condition = field.flag && `${this.#words.get(field.flag.word)}&${(1 << field.flag.bit) | 0}`;
    if (field.wire.is === "true") {
      this.properties.push([field.key, `(${condition})!==0`]);
      return;
    }
    const inline = INLINE.get(field.wire.is);
    if (inline) {
      this.#toLocal();
      this.#inlined.add(field.wire.is);
      this.#code.push(condition ? `const ${variable}=${condition}?${inline}:undefined;` : `const ${variable}=${inline};`);
      this.#position = "p";
    } else {
      const call = readCall(field.wire, this.#byName);
      this.#toReader();
      this.#code.push(condition ? `const ${variable}=${condition}?${call}:undefined;` : `const ${variable}=${call};`);
      this.#position = "r";
    }
    if (field.wire.is === "flags") this.#words.set(field.tl, variable);
    else this.properties.push([field.key, variable]);
  }

  /** @returns {string} */
  finish() {
    this.#toReader();
    let head = "";
    if (this.#usesLocal) head += "let p=r.p;";
    if ([...this.#inlined].some((is) => !NEEDS_DATA_VIEW.has(is))) head += "const v=r.v;";
    if ([...this.#inlined].some((is) => NEEDS_DATA_VIEW.has(is))) head += "const d=r.d;";
    if (this.#inlined.has("bool")) head += "let b0;";
    return head + this.#code.join("");
  }

  #toLocal() {
    // At the very start the declaration of `p` does it.
    if (this.#position === "r" && this.#code.length > 0) this.#code.push("p=r.p;");
    this.#usesLocal = true;
    if (this.#position === "r") this.#position = "both";
  }

  #toReader() {
    if (this.#position !== "p") return;
    this.#code.push("r.p=p;");
    this.#position = "both";
  }
}

/**
 * @param {string} type
 * @param {readonly EntryFact[]} members
 */
function emitType(type, members) {
  const name = `t_${identifier(type)}`;
  const bad = `BAD(r,id,${JSON.stringify(type)},${name})`;
  if (members.length > LARGE_TYPE) {
    const map = members.map((entry) => `[${entry.id | 0},c_${identifier(entry.name)}]`).join(",");
    return `let m_${name};function ${name}(r){const id=r.v[r.p++],f=(m_${name}??=new Map([${map}])).get(id);return f===undefined?${bad}:f(r)}`;
  }
  const cases = members.map((entry) => `case ${entry.id | 0}:return c_${identifier(entry.name)}(r);`).join("");
  return `function ${name}(r){const id=r.v[r.p++];switch(id){${cases}}return ${bad}}`;
}

/**
 * An expression that reads one value from `r`.
 *
 * @param {Wire} wire
 * @param {ReadonlyMap<string, EntryFact>} byName
 * @returns {string}
 */
function readCall(wire, byName) {
  if (wire.is === "int128") return "RAW(r,16)";
  if (wire.is === "int256") return "RAW(r,32)";
  if (wire.is === "vector") return `${wire.boxed ? "VEC" : "BVEC"}(r,${readFunction(wire.item, byName)},${leastWords(wire.item, byName)})`;
  return `${readFunction(wire, byName)}(r)`;
}

/**
 * An expression for the function that reads one value.
 *
 * @param {Wire} wire
 * @param {ReadonlyMap<string, EntryFact>} byName
 * @returns {string}
 */
function readFunction(wire, byName) {
  if (wire.is === "union") return `t_${identifier(wire.type)}`;
  if (wire.is === "bare") return `c_${identifier(wire.name)}`;
  return CALLS.get(wire.is) ?? `(r)=>${readCall(wire, byName)}`;
}

// @ts-check
import { identifier } from "./names.mjs";
import { LARGE_TYPE, typesOf } from "./reach.mjs";
import { runtimeModule } from "./emitModule.mjs";

/**
 * @typedef {import("./facts.mjs").EntryFact} EntryFact
 * @typedef {import("./facts.mjs").FieldFact} FieldFact
 * @typedef {import("./resolve.mjs").Wire} Wire
 */

/** Writer functions of wire types that are no definition. */
const CALLS = new Map([
  ["int", "I"],
  ["long", "L"],
  ["int53", "I53"],
  ["double", "D"],
  ["bool", "BOOL"],
  ["string", "S"],
  ["bytes", "B"],
  ["int128", "R16"],
  ["int256", "R32"],
  ["object", "any"],
  ["query", "query"],
]);

/**
 * Writers of `entries` (closed under reachability): one pass per definition, a switch per type, and
 * the tables `constructors` and `methods` by name.
 *
 * @param {{ layer: number, entries: readonly EntryFact[] }} input
 * @returns {string}
 */
export function emitWriters({ layer, entries }) {
  const bare = bareNames(entries);
  /** @param {"constructor" | "method"} kind */
  const table = (kind) =>
    entries
      .filter((entry) => entry.kind === kind)
      .map((entry) => `[${JSON.stringify(entry.name)},c_${identifier(entry.name)}]`)
      .join(",");
  const body = [
    ...entries.flatMap((entry) => emitEntry(entry, bare.has(entry.name))),
    ...typesOf(entries).map(([type, members]) => emitType(type, members)),
    `let c;function constructors(){return c??=new Map([${table("constructor")}])}`,
    `let m;function methods(){return m??=new Map([${table("method")}])}`,
    'function query(w,x,o,k){const f=methods().get(x?._);f===undefined?BAD(x,o,k,"a method call"):f(w,x)}',
    'function any(w,x,o,k){const f=constructors().get(x?._);f===undefined?BAD(x,o,k,"an object"):f(w,x)}',
    "return {constructors,methods};",
  ];
  return runtimeModule(layer, "W,I,L,I53,D,S,B,R16,R32,BOOL,VEC,BVEC,F,PART,BAD", body);
}

/** @param {readonly EntryFact[]} entries */
function bareNames(entries) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {Wire} wire */
  const look = (wire) => {
    if (wire.is === "vector") look(wire.item);
    if (wire.is === "bare") names.add(wire.name);
  };
  for (const entry of entries) for (const field of entry.fields) look(field.wire);
  return names;
}

/**
 * @param {EntryFact} entry
 * @param {boolean} isBare whether it also stands somewhere without its id
 * @returns {string[]}
 */
function emitEntry(entry, isBare) {
  const name = identifier(entry.name);
  const fields = emitFields(entry);
  const id = `W(w,${entry.id | 0});`;
  if (!isBare) return [`function c_${name}(w,o){${fields.locals}${id}${fields.code}}`];
  return [
    `function b_${name}(w,o){${fields.locals}${fields.code}}`,
    `function c_${name}(w,o){${id}b_${name}(w,o)}`,
    `function n_${name}(w,x,o,k){x?._===${JSON.stringify(entry.name)}?b_${name}(w,x):BAD(x,o,k,${JSON.stringify(entry.name)})}`,
  ];
}

/**
 * @param {EntryFact} entry
 * @returns {{ locals: string, code: string }}
 */
function emitFields(entry) {
  /** Optional fields are looked at twice, for the flag word and for the value: they get a variable. */
  const locals = new Map(
    entry.fields.filter((field) => field.flag && field.wire.is !== "true").map((field, index) => [field, `a${index}`]),
  );
  let code = "";
  for (const field of entry.fields) {
    const local = locals.get(field);
    if (field.wire.is === "flags") code += emitFlagWord(field.tl, entry, locals);
    else if (local) code += `if(${local}!==undefined)${writeCall(field, local)};`;
    else if (field.wire.is !== "true") code += `${writeCall(field, `o.${field.key}`)};`;
  }
  const declared = [...locals].map(([field, local]) => `${local}=o.${field.key}`);
  return { locals: declared.length > 0 ? `const ${declared.join(",")};` : "", code };
}

/**
 * @param {string} word
 * @param {EntryFact} entry
 * @param {ReadonlyMap<FieldFact, string>} locals
 */
function emitFlagWord(word, entry, locals) {
  /** @type {Map<number, FieldFact[]>} */
  const bits = new Map();
  for (const field of entry.fields) {
    if (field.flag?.word === word) bits.set(field.flag.bit, [...(bits.get(field.flag.bit) ?? []), field]);
  }
  let checks = "";
  const terms = [];
  for (const [bit, fields] of [...bits].sort(([a], [b]) => a - b)) {
    const mask = (1 << bit) | 0;
    const marks = fields.filter((field) => field.wire.is === "true");
    const [first, ...others] = fields.filter((field) => field.wire.is !== "true");
    for (const mark of marks) terms.push(`F(o.${mark.key},${mask},o,"${mark.key}")`);
    if (!first) continue;
    const local = locals.get(first);
    terms.push(`(${local}===undefined?0:${mask})`);
    for (const other of others) {
      checks += `if((${local}===undefined)!==(${locals.get(other)}===undefined))${local}===undefined?PART(o,"${first.key}","${other.key}"):PART(o,"${other.key}","${first.key}");`;
    }
    for (const mark of marks) checks += `if(${local}===undefined&&o.${mark.key}===true)PART(o,"${first.key}","${mark.key}");`;
  }
  return `${checks}W(w,${terms.join("|") || "0"});`;
}

/**
 * @param {string} type
 * @param {readonly EntryFact[]} members
 */
function emitType(type, members) {
  const name = `t_${identifier(type)}`;
  const bad = `BAD(x,o,k,${JSON.stringify(type)})`;
  if (members.length > LARGE_TYPE) {
    const map = members.map((entry) => `[${JSON.stringify(entry.name)},c_${identifier(entry.name)}]`).join(",");
    return `let m_${name};function ${name}(w,x,o,k){const f=(m_${name}??=new Map([${map}])).get(x?._);f===undefined?${bad}:f(w,x)}`;
  }
  const cases = members.map((entry) => `case ${JSON.stringify(entry.name)}:return c_${identifier(entry.name)}(w,x);`).join("");
  return `function ${name}(w,x,o,k){switch(x?._){${cases}}${bad}}`;
}

/**
 * @param {FieldFact} field
 * @param {string} value
 */
function writeCall(field, value) {
  const where = `o,"${field.key}"`;
  const { wire } = field;
  if (wire.is === "vector") return `${wire.boxed ? "VEC" : "BVEC"}(w,${value},${where},${writeFunction(wire.item)})`;
  return `${writeFunction(wire)}(w,${value},${where})`;
}

/**
 * @param {Wire} wire
 * @returns {string}
 */
function writeFunction(wire) {
  if (wire.is === "union") return `t_${identifier(wire.type)}`;
  if (wire.is === "bare") return `n_${identifier(wire.name)}`;
  if (wire.is === "vector") return `(w,x,o,k)=>${wire.boxed ? "VEC" : "BVEC"}(w,x,o,k,${writeFunction(wire.item)})`;
  return CALLS.get(wire.is) ?? "";
}

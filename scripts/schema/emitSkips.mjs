// @ts-check
import { runtimeModule } from "./emitModule.mjs";
import { leastWords } from "./measure.mjs";
import { identifier } from "./names.mjs";
import { innermost, LARGE_TYPE, reachable, typesOf } from "./reach.mjs";

/**
 * @typedef {import("./facts.mjs").EntryFact} EntryFact
 * @typedef {import("./facts.mjs").FieldFact} FieldFact
 * @typedef {import("./facts.mjs").Facts} Facts
 * @typedef {import("./resolve.mjs").Wire} Wire
 */

/**
 * What high-level objects wrap and answers hold many of: lists of these can be read element by element.
 * @type {readonly string[]}
 */
const LAZY_TYPES = ["Message", "Chat", "User"];

/**
 * Words of the wire types that have the same length always and no wrong value.
 * @type {Readonly<Record<string, number>>}
 */
const FIXED = { int: 1, flags: 1, int53: 2, long: 2, double: 2, int128: 4, int256: 8, true: 0 };

/** @type {Readonly<Record<string, string>>} */
const CALLS = { string: "TEXT", bytes: "TEXT", bool: "BOOL" };

/**
 * Those of {@link LAZY_TYPES} that the schema has (one's own may lack some) and whose end can be found
 * without reading: where any object may stand, only its reader can tell.
 *
 * @param {Facts} facts
 * @returns {{ lazyTypes: string[], entries: EntryFact[] }} `entries`: what lies in them
 */
export function lazyPart(facts) {
  const lazyTypes = LAZY_TYPES.filter((type) => facts.types.has(type) && reachable(facts.types.get(type) ?? [], facts).every(canBeSkipped));
  return { lazyTypes, entries: reachable(lazyTypes.flatMap((type) => facts.types.get(type) ?? []), facts) };
}

/** @param {EntryFact} entry */
function canBeSkipped(entry) {
  return entry.fields.every(({ wire }) => innermost(wire).is !== "object" && innermost(wire).is !== "query");
}

/**
 * Functions that step over a value instead of reading it, and the table of those of `lazyTypes` by
 * the type's name.
 *
 * @param {{ layer: number, entries: readonly EntryFact[], lazyTypes: readonly string[] }} input
 *   `entries`: closed under reachability
 * @returns {string}
 */
export function emitSkips({ layer, entries, lazyTypes }) {
  return runtimeModule(layer, "TEXT,BOOL,VEC,BVEC,BAD", [
    ...entries.map((entry) => `function c_${identifier(entry.name)}(r){${skipFields(entry.fields)}}`),
    ...typesOf(entries).map(([type, members]) => emitType(type, members)),
    `return new Map([${lazyTypes.map((type) => `[${JSON.stringify(type)},t_${identifier(type)}]`).join(",")}]);`,
  ]);
}

/**
 * One statement a field; words of a known number are stepped over together.
 *
 * @param {readonly FieldFact[]} fields
 * @returns {string}
 */
function skipFields(fields) {
  let code = "";
  let words = 0;
  const step = () => {
    if (words > 0) code += `r.p+=${words};`;
    words = 0;
  };
  /** @type {Map<string, string>} flag word → variable */
  const flagWords = new Map();
  for (const [index, { tl, wire, flag }] of fields.entries()) {
    const fixed = FIXED[wire.is];
    if (fixed === 0) continue;
    if (wire.is === "flags") {
      const variable = `f${index}`;
      flagWords.set(tl, variable);
      if (flag) throw new Error(`${tl}: a flag word that may be missing`);
      code += `const ${variable}=r.v[r.p+${words}];`;
    }
    if (fixed !== undefined && !flag) {
      words += fixed;
      continue;
    }
    step();
    if (flag) code += `if(${flagWords.get(flag.word)}&${(1 << flag.bit) | 0})`;
    code += fixed === undefined ? `${skipCall(wire)};` : `r.p+=${fixed};`;
  }
  step();
  return code;
}

/**
 * @param {string} type
 * @param {readonly EntryFact[]} members
 */
function emitType(type, members) {
  const name = `t_${identifier(type)}`;
  const bad = `BAD(r,id,${JSON.stringify(type)})`;
  if (members.length > LARGE_TYPE) {
    const map = members.map((entry) => `[${entry.id | 0},c_${identifier(entry.name)}]`).join(",");
    return `let m_${name};function ${name}(r){const id=r.v[r.p++],f=(m_${name}??=new Map([${map}])).get(id);if(f===undefined)${bad};else f(r)}`;
  }
  const cases = members.map((entry) => `case ${entry.id | 0}:return c_${identifier(entry.name)}(r);`).join("");
  return `function ${name}(r){const id=r.v[r.p++];switch(id){${cases}}${bad}}`;
}

/**
 * A statement that steps over one value of `r`.
 *
 * @param {Wire} wire
 * @returns {string}
 */
function skipCall(wire) {
  if (wire.is !== "vector") return `${skipFunction(wire)}(r)`;
  const fixed = FIXED[wire.item.is];
  const item = fixed === undefined ? skipFunction(wire.item) : `(r)=>{r.p+=${fixed}}`;
  return `${wire.boxed ? "VEC" : "BVEC"}(r,${item},${leastWords(wire.item, new Map())})`;
}

/**
 * @param {Wire} wire
 * @returns {string}
 */
function skipFunction(wire) {
  if (wire.is === "union") return `t_${identifier(wire.type)}`;
  if (wire.is === "bare") return `c_${identifier(wire.name)}`;
  return CALLS[wire.is] ?? `(r)=>${skipCall(wire)}`;
}

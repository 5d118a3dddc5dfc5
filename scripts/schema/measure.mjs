// @ts-check
import { SchemaError } from "./SchemaError.mjs";

/**
 * @typedef {import("./facts.mjs").EntryFact} EntryFact
 * @typedef {import("./resolve.mjs").Wire} Wire
 */

/** @type {Readonly<Record<string, number>>} */
const WORDS = { int: 1, flags: 1, int53: 2, long: 2, double: 2, string: 1, bytes: 1, int128: 4, int256: 8, bool: 1, true: 0, object: 1, query: 1, union: 1 };

/**
 * Fills in `words` of every entry. A union counts as its id alone: enough to bound a vector's count,
 * and recursion through unions needs no care. Recursion through bare constructors has no end on the
 * wire, so it is refused.
 *
 * @param {readonly EntryFact[]} entries
 */
export function measure(entries) {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  /** @type {Set<EntryFact>} */
  const done = new Set();

  /**
   * @param {EntryFact} entry
   * @param {readonly EntryFact[]} path
   * @returns {number}
   */
  const entryWords = (entry, path) => {
    if (done.has(entry)) return entry.words;
    if (path.includes(entry)) throw new SchemaError(entry.place, `${entry.name} contains itself without an id between`);
    let words = 0;
    for (const field of entry.fields) {
      const least = fieldWords(field.wire, entry, [...path, entry]);
      if (!field.flag) words += least;
    }
    done.add(entry);
    entry.words = words;
    return words;
  };

  /**
   * @param {Wire} wire
   * @param {EntryFact} entry
   * @param {readonly EntryFact[]} path
   * @returns {number}
   */
  const fieldWords = (wire, entry, path) => {
    if (wire.is === "bare") {
      const inner = byName.get(wire.name);
      if (!inner) throw new SchemaError(entry.place, `${wire.name} is unknown`);
      return entryWords(inner, path);
    }
    if (wire.is !== "vector") return WORDS[wire.is] ?? 0;
    // An empty vector ends the recursion, so its elements start a path of their own.
    const itemWords = wire.item.is === "bare" && path.some((other) => wire.item.is === "bare" && other.name === wire.item.name) ? 1 : fieldWords(wire.item, entry, path);
    if (itemWords === 0) throw new SchemaError(entry.place, `${entry.name}: a vector of elements without bytes`);
    return wire.boxed ? 2 : 1;
  };

  for (const entry of entries) {
    entryWords(entry, []);
    fieldWords(entry.result.is === "vector" ? entry.result : { is: "int" }, entry, []);
  }
}

/**
 * Least number of words of one value.
 *
 * @param {Wire} wire
 * @param {ReadonlyMap<string, EntryFact>} byName
 * @returns {number}
 */
export function leastWords(wire, byName) {
  if (wire.is === "bare") return Math.max(1, byName.get(wire.name)?.words ?? 1);
  if (wire.is === "vector") return wire.boxed ? 2 : 1;
  return WORDS[wire.is] ?? 1;
}

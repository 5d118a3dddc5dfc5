// @ts-check

/**
 * @typedef {import("./facts.mjs").EntryFact} EntryFact
 * @typedef {import("./facts.mjs").Facts} Facts
 * @typedef {import("./resolve.mjs").Wire} Wire
 */

/**
 * The given definitions and every constructor that can lie inside them, sorted by name.
 *
 * @param {readonly EntryFact[]} roots
 * @param {Facts} facts
 * @returns {EntryFact[]}
 */
export function reachable(roots, facts) {
  const byName = new Map(facts.entries.map((entry) => [entry.name, entry]));
  /** @type {Set<EntryFact>} */
  const seen = new Set();
  const waiting = [...roots];
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (seen.has(entry)) continue;
    seen.add(entry);
    for (const field of entry.fields) {
      const wire = innermost(field.wire);
      if (wire.is === "union") waiting.push(...(facts.types.get(wire.type) ?? []));
      const bare = wire.is === "bare" ? byName.get(wire.name) : undefined;
      if (bare) waiting.push(bare);
    }
  }
  return facts.entries.filter((entry) => seen.has(entry));
}

/**
 * @param {Wire} wire
 * @returns {Wire} the element type of any depth of vectors
 */
export function innermost(wire) {
  return wire.is === "vector" ? innermost(wire.item) : wire;
}

/**
 * Types with a constructor among `entries`, each with those constructors.
 *
 * @param {readonly EntryFact[]} entries
 * @returns {[string, EntryFact[]][]} in the order in which `entries` names them
 */
export function typesOf(entries) {
  /** @type {Map<string, EntryFact[]>} */
  const types = new Map();
  for (const entry of entries) {
    if (entry.kind === "constructor") types.set(entry.type, [...(types.get(entry.type) ?? []), entry]);
  }
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Above this many constructors a Map beats a row of comparisons. */
export const LARGE_TYPE = 24;

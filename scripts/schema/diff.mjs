// @ts-check
import { byCodeUnit } from "./names.mjs";

/**
 * What was generated before: layer and definitions by name.
 *
 * @typedef {{ layer: number, definitions: Readonly<Record<string, { kind: "constructor" | "method", text: string }>> }} Snapshot
 */

/**
 * What a new schema changes, in lines to be shown; empty when nothing does.
 *
 * @param {Snapshot} before
 * @param {Snapshot} after
 * @returns {string[]}
 */
export function describeChanges(before, after) {
  const lines = [];
  for (const kind of /** @type {const} */ (["constructor", "method"])) {
    const old = definitionsOf(before, kind);
    const now = definitionsOf(after, kind);
    const groups = {
      added: [...now.keys()].filter((name) => !old.has(name)),
      removed: [...old.keys()].filter((name) => !now.has(name)),
      changed: [...now.keys()].filter((name) => old.has(name) && old.get(name) !== now.get(name)),
    };
    for (const [what, names] of Object.entries(groups)) {
      if (names.length > 0) lines.push(`${kind}s ${what} (${names.length}): ${names.sort(byCodeUnit).join(", ")}`);
    }
  }
  if (lines.length > 0 || before.layer !== after.layer) lines.unshift(`layer ${before.layer} → ${after.layer}`);
  return lines;
}

/**
 * @param {Snapshot} snapshot
 * @param {"constructor" | "method"} kind
 */
function definitionsOf(snapshot, kind) {
  return new Map(
    Object.entries(snapshot.definitions).flatMap(([name, definition]) => (definition.kind === kind ? [[name, definition.text]] : [])),
  );
}

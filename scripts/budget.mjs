// Counts of instructions against their budget: what scripts/instructions.mjs decides with.
import { PlainError } from "./command.mjs";

/**
 * The instructions that callgrind has counted.
 * @param {string} file the contents of its file
 * @returns {number}
 */
export function readCount(file) {
  const count = Number(/^summary: (\d+)/m.exec(file)?.[1]);
  // Zero: the function that is looked for was not found, which must not pass for fast.
  if (!(count > 0)) throw new PlainError("A file of callgrind has no count in it.", file);
  return count;
}

/**
 * Every case of either side. `over`: more than the budget and its tolerance; `below`: less by more
 * than that; `new`: without a budget; `gone`: not counted any more. Over, new and gone are failures:
 * a case that is renamed must not slip out of its budget.
 * @param {Record<string, number>} counts @param {Record<string, number>} budget
 * @param {number} tolerance as a fraction of the budget
 */
export function compareCounts(counts, budget, tolerance) {
  const names = new Set([...Object.keys(budget), ...Object.keys(counts)]);
  return [...names].map((name) => {
    const [count, allowed] = [counts[name], budget[name]];
    return { name, count, allowed, verdict: verdictOf(count, allowed, tolerance) };
  });
}

function verdictOf(count, allowed, tolerance) {
  if (count === undefined) return "gone";
  if (allowed === undefined) return "new";
  if (count > allowed * (1 + tolerance)) return "over";
  return count < allowed * (1 - tolerance) ? "below" : "within";
}

/** A table of what {@link compareCounts} found. */
export function describeCounts(compared) {
  return compared
    .map(({ name, count, allowed, verdict }) => {
      const change =
        count === undefined || allowed === undefined
          ? ""
          : `${count >= allowed ? "+" : ""}${((100 * (count - allowed)) / allowed).toFixed(2)} %`;
      const columns = [name.padEnd(48), String(count ?? "-").padStart(12), change.padStart(10)];
      return `${columns.join("")}${verdict === "within" ? "" : `  ${verdict.toUpperCase()}`}`;
    })
    .join("\n");
}

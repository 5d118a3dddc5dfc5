/**
 * The way from `root` to the value under `key` of `holder`, for an error message:
 * `messages.sendMessage.entities[2].offset`. Searched only after something went wrong.
 */
export function pathTo(root: object, holder: unknown, key: string | number | null): string {
  const way = find(root, holder, new Set()) ?? "";
  return nameOf(root) + way + (key === null ? "" : step(key));
}

/** Depth first; an object that was seen is not entered again, so a cycle ends. */
function find(from: unknown, target: unknown, seen: Set<unknown>): string | null {
  if (from === target) return "";
  if (typeof from !== "object" || from === null || ArrayBuffer.isView(from) || seen.has(from)) return null;
  seen.add(from);
  const entries: [string | number, unknown][] = Array.isArray(from) ? from.map((item, index) => [index, item]) : Object.entries(from);
  for (const [key, value] of entries) {
    const way = find(value, target, seen);
    if (way !== null) return step(key) + way;
  }
  return null;
}

function step(key: string | number): string {
  return typeof key === "number" ? `[${key}]` : `.${key}`;
}

function nameOf(root: object): string {
  return "_" in root && typeof root._ === "string" ? root._ : "object";
}

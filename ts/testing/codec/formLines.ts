import type { LayerForm } from "./FormTable.js";

/** The last layer in which an id is known to have been current. */
type Known = readonly [until: number, id: string];

/** Older forms of a constructor that share one body; fields that a form lacks must be optional. */
export function forms(name: string, body: string, ...known: readonly Known[]): LayerForm[] {
  return known.map(([until, id]) => ({ until, isMethod: false, line: oneLine(`${name}#${id} ${body}`) }));
}

/** Older forms of a method that share one body. */
export function methods(name: string, body: string, ...known: readonly Known[]): LayerForm[] {
  return known.map(([until, id]) => ({ until, isMethod: true, line: oneLine(`${name}#${id} ${body}`) }));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

import { loadErrors } from "./codec.js";

/** What the error table says about an RPC error. */
export interface ErrorDescription {
  /** Name in the table, numbers as `%d`: `FLOOD_WAIT_%d`. The text itself when the table lacks it. */
  readonly name: string;
  /** The code that came over the wire; it wins over the table's. */
  readonly code: number;
  /** A sentence without full stop, numbers filled in; empty when the table does not know the error. */
  readonly description: string;
  /** The numbers in the text, in order. */
  readonly values: readonly number[];
  /** The same by meaning (`{ seconds: 30 }`), where the table has one. */
  readonly parameters: Readonly<Record<string, number>>;
}

/**
 * Looks an error text up: `FLOOD_WAIT_30` is found as `FLOOD_WAIT_%d`. Text behind `: ` or in
 * parentheses is not part of the name.
 */
export function describeError(text: string, code: number): ErrorDescription {
  const table = loadErrors();
  const bare = text.replace(/(: | ?\().*$/s, "");
  for (const { name, values } of spellings(bare)) {
    const row = Object.hasOwn(table, name) ? table[name] : undefined;
    if (row === undefined) continue;
    const [, description, names = []] = row;
    const parameters = Object.fromEntries(names.flatMap((key, index) => (index < values.length ? [[key, values[index] ?? 0]] : [])));
    return { name, code, description: fillIn(description, values), values, parameters };
  }
  return { name: text, code, description: "", values: [], parameters: {} };
}

/**
 * The text as it is, then with each choice of its numbers replaced: `2FA_CONFIRM_WAIT_30` keeps
 * its leading 2. Texts have one or two numbers; more than four are left as they are.
 */
function* spellings(text: string): Generator<{ name: string; values: number[] }> {
  yield { name: text, values: [] };
  const groups = [...text.matchAll(/\d+/g)].slice(0, 4);
  for (let choice = 1; choice < 1 << groups.length; choice++) {
    const chosen = groups.filter((_, index) => (choice >> index) & 1);
    let name = "";
    let end = 0;
    for (const group of chosen) {
      name += `${text.slice(end, group.index)}%d`;
      end = group.index + group[0].length;
    }
    yield { name: name + text.slice(end), values: chosen.map((group) => Number(group[0])) };
  }
}

function fillIn(description: string, values: readonly number[]): string {
  let index = 0;
  return description.replace(/%d/g, () => String(values[Math.min(index++, values.length - 1)] ?? "%d"));
}

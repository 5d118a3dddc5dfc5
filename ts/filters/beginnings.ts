/** By filter: a text that begins with none of these, in lower case, does not pass. */
const known = new WeakMap<object, readonly string[]>();

const ASCII = /^[\0-\x7f]+$/;

/** What a text must begin with to pass a filter, one of these, in lower case; null when that cannot be said. */
export function beginningsOf(filter: object): readonly string[] | null {
  return known.get(filter) ?? null;
}

/** Other letters than ASCII's change their number and form with their case: filters with such are always asked. */
export function setBeginnings(filter: object, beginnings: readonly string[] | null): void {
  if (beginnings?.every((beginning) => ASCII.test(beginning)) === true) known.set(filter, beginnings.map((beginning) => beginning.toLowerCase()));
}

/** The letters that every text begins with in which `^` and the letters after it are found; null when there are none. */
export function beginningOf({ source, flags }: RegExp): string | null {
  // Alternatives begin anyhow; with "m" every line is a beginning; with "i" and "u" some letters beyond ASCII equal ASCII's.
  if (!source.startsWith("^") || source.includes("|") || flags.includes("m") || /i.*[uv]/.test(flags)) return null;
  const letters = /^(?:[^\\^$.*+?()[\]{}]|\\[^a-zA-Z0-9])*/.exec(source.slice(1))?.[0] ?? "";
  // What is repeated may be there no time at all.
  const isRepeated = /^[*+?{]/.test(source.slice(1 + letters.length));
  const certain = isRepeated ? letters.replace(/\\?.$/s, "") : letters;
  return certain === "" ? null : certain.replace(/\\(.)/gs, "$1");
}

import type { HandlerEntry } from "./HandlerEntry.js";

/** How handlers are found by the text of what they get, without asking each of their filters. */
export interface TextRules<Object, Filter> {
  /** The text that filters look at, null when there is none; undefined: every filter must be asked. */
  textOf(object: Object): string | null | undefined;
  /** A text that begins with none of these, in lower case, cannot pass the filter; null: it must be asked. */
  beginningsOf(filter: Filter): readonly string[] | null;
}

/** Fewer filters than this are asked one by one sooner than looked up. */
const MIN_INDEXED = 8;

/** Which handlers of a list a text may be for: bots with hundreds of commands ask one filter for each message. */
export class HandlerIndex<Arguments extends readonly unknown[]> {
  readonly #entries: readonly HandlerEntry<Arguments>[];
  /** Those whose filters must be asked about every text. */
  readonly #always: readonly number[];
  /** Places in the list, by a beginning in lower case. */
  readonly #places = new Map<string, number[]>();
  /** Of the beginnings, each once. */
  readonly #lengths: readonly number[];

  constructor(entries: readonly HandlerEntry<Arguments>[], beginningsOf: TextRules<never, NonNullable<HandlerEntry<Arguments>["filter"]>>["beginningsOf"]) {
    this.#entries = entries;
    const found = entries.map(({ filter }) => (filter === null ? null : beginningsOf(filter)));
    const isWorthIt = found.filter((beginnings) => beginnings !== null).length >= MIN_INDEXED;
    this.#always = [...entries.keys()].filter((place) => !isWorthIt || found[place] === null);
    if (isWorthIt) for (const [place, beginnings] of found.entries()) for (const beginning of new Set(beginnings)) this.#add(beginning, place);
    this.#lengths = [...new Set([...this.#places.keys()].map(({ length }) => length))];
  }

  /** Whether it would leave anything out. */
  get isOfUse(): boolean {
    return this.#places.size > 0;
  }

  /** The handlers whose filters may let this text pass, in the order of the list. */
  fitting(text: string | null): readonly HandlerEntry<Arguments>[] {
    const places = text === null ? this.#always : this.#placesFor(text);
    const fitting: HandlerEntry<Arguments>[] = [];
    for (const place of places) {
      const entry = this.#entries[place];
      if (entry !== undefined) fitting.push(entry);
    }
    return fitting;
  }

  #placesFor(text: string): readonly number[] {
    const found: number[] = [];
    for (const length of this.#lengths) {
      const places = length > text.length ? undefined : this.#places.get(text.slice(0, length).toLowerCase());
      if (places !== undefined) found.push(...places);
    }
    // Several beginnings of one filter may fit.
    return found.length === 0 ? this.#always : [...new Set([...this.#always, ...found])].toSorted((a, b) => a - b);
  }

  #add(beginning: string, place: number): void {
    const places = this.#places.get(beginning);
    if (places === undefined) this.#places.set(beginning, [place]);
    else places.push(place);
  }
}

import type { EntryFact, Facts, FieldFact, Wire } from "./generator.js";

/** A TL object of any constructor. */
export interface AnyObject {
  _: string;
  [key: string]: unknown;
}

/** Small deterministic generator (mulberry32): the same seed makes the same values everywhere. */
export function randomSource(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

const TEXTS = ["", "a", "ab", "abc", "abcd", "plain text of some length, beyond what a loop writes", "žluťoučký", "Привет", "👍🏽", "x".repeat(253), "x".repeat(254), "ж".repeat(127), "x".repeat(24), "x".repeat(25)];

/**
 * Random values of the schema, the objects in full: absent fields are undefined, absent flags false.
 * Vectors have at least `leastItems` elements, except where nesting has to end.
 */
export class RandomValues {
  readonly #byName: ReadonlyMap<string, EntryFact>;

  constructor(
    private readonly facts: Facts,
    private readonly random: (below: number) => number,
    private readonly leastItems = 0,
  ) {
    this.#byName = new Map(facts.entries.map((entry) => [entry.name, entry]));
  }

  /** `room`: how deep it may nest; below zero the smallest constructor without optional fields. */
  object(entry: EntryFact, room: number): AnyObject {
    const object: AnyObject = { _: entry.name };
    const given = new Map<string, boolean>();
    for (const { flag } of entry.fields) {
      if (flag) given.set(`${flag.word}.${flag.bit}`, room > 0 && this.random(2) === 1);
    }
    for (const field of entry.fields) {
      if (field.wire.is === "flags") continue;
      const isGiven = field.flag === null || given.get(`${field.flag.word}.${field.flag.bit}`) === true;
      if (field.wire.is === "true") object[field.key] = isGiven;
      else object[field.key] = isGiven ? this.#field(field, room) : undefined;
    }
    return object;
  }

  #field(field: FieldFact, room: number): unknown {
    return this.value(field.wire, room - 1);
  }

  value(wire: Wire, room: number): unknown {
    const { random } = this;
    switch (wire.is) {
      case "int":
        return [0, 1, -1, 0x7fffffff, -0x80000000, random(1 << 30)][random(6)];
      case "int53":
        return [0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 4294967296, random(1 << 30) * 4096][random(7)];
      case "long":
        return [0n, -1n, 0x7fffffffffffffffn, -0x8000000000000000n, BigInt(random(1 << 30)) << 20n][random(5)];
      case "double":
        return [0, -1.5, 1e300, random(1000) / 7][random(4)];
      case "string":
        return TEXTS[random(TEXTS.length)];
      case "bytes":
        return Uint8Array.from({ length: [0, 1, 2, 3, 4, 253, 254][random(7)] ?? 0 }, () => random(256));
      case "int128":
        return Uint8Array.from({ length: 16 }, () => random(256));
      case "int256":
        return Uint8Array.from({ length: 32 }, () => random(256));
      case "bool":
        return random(2) === 1;
      case "vector":
        return Array.from({ length: Math.max(room >= 0 ? this.leastItems : 0, room > 0 ? random(4) : 0) }, () => this.value(wire.item, room));
      case "union":
        return this.object(this.#choose(this.facts.types.get(wire.type) ?? [], room), room);
      case "bare":
        return this.object(this.#named(wire.name), room);
      case "query":
        return this.object(this.#named(["help.getConfig", "users.getUsers", "messages.getHistory"][random(3)] ?? ""), room);
      case "object":
        return this.object(this.#named("inputPeerSelf"), room);
      case "true":
      case "flags":
        throw new Error(`${wire.is} has no value of its own`);
    }
  }

  #choose(members: readonly EntryFact[], room: number): EntryFact {
    const weight = (entry: EntryFact): number => entry.fields.filter(({ flag, wire }) => flag === null && (wire.is === "union" || wire.is === "bare")).length;
    const smallest = Math.min(...members.map(weight));
    const choice = room > 0 ? members : members.filter((entry) => weight(entry) === smallest);
    const entry = choice[this.random(choice.length)];
    if (entry === undefined) throw new Error("a type without constructors");
    return entry;
  }

  #named(name: string): EntryFact {
    const entry = this.#byName.get(name);
    if (entry === undefined) throw new Error(`no ${name}`);
    return entry;
  }
}

import type { EntryFact, Facts, Wire } from "./generator.js";
import type { AnyObject } from "./randomValue.js";

/** A slow encoder that interprets the schema value by value: what the generated writers are held to. */
export class PlainEncoder {
  readonly #byName: ReadonlyMap<string, EntryFact>;

  constructor(facts: Facts) {
    this.#byName = new Map(facts.entries.map((entry) => [entry.name, entry]));
  }

  object(object: AnyObject): Buffer {
    const entry = this.#entry(object._);
    return Buffer.concat([word(entry.id), this.#fields(entry, object)]);
  }

  value(wire: Wire, value: unknown): Buffer {
    switch (wire.is) {
      case "int":
        return word(value as number);
      case "int53":
        return long(BigInt(value as number));
      case "long":
        return long(value as bigint);
      case "double": {
        const bytes = Buffer.alloc(8);
        bytes.writeDoubleLE(value as number);
        return bytes;
      }
      case "string":
        return text(Buffer.from(value as string, "utf8"));
      case "bytes":
        return text(Buffer.from(value as Uint8Array));
      case "int128":
      case "int256":
        return Buffer.from(value as Uint8Array);
      case "bool":
        return word(value === true ? 0x997275b5 : 0xbc799737);
      case "vector": {
        const items = value as readonly unknown[];
        return Buffer.concat([...(wire.boxed ? [word(0x1cb5c415)] : []), word(items.length), ...items.map((item) => this.value(wire.item, item))]);
      }
      case "bare":
        return this.#fields(this.#entry(wire.name), value as AnyObject);
      case "union":
      case "query":
      case "object":
        return this.object(value as AnyObject);
      case "true":
      case "flags":
        throw new Error(`${wire.is} has no value of its own`);
    }
  }

  #fields(entry: EntryFact, object: AnyObject): Buffer {
    const parts = entry.fields.map((field) => {
      if (field.wire.is === "flags") {
        const set = entry.fields.filter(({ flag, key, wire }) => flag?.word === field.tl && (wire.is === "true" ? object[key] === true : object[key] !== undefined));
        return word(set.reduce((flags, { flag }) => flags | (1 << (flag?.bit ?? 0)), 0));
      }
      if (field.wire.is === "true" || (field.flag !== null && object[field.key] === undefined)) return Buffer.alloc(0);
      return this.value(field.wire, object[field.key]);
    });
    return Buffer.concat(parts);
  }

  #entry(name: string): EntryFact {
    const entry = this.#byName.get(name);
    if (entry === undefined) throw new Error(`no ${name}`);
    return entry;
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}

function long(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

function text(content: Buffer): Buffer {
  const length = content.length < 254 ? Buffer.from([content.length]) : Buffer.from([254, content.length & 255, (content.length >> 8) & 255, content.length >> 16]);
  const padding = Buffer.alloc((4 - ((length.length + content.length) % 4)) % 4);
  return Buffer.concat([length, content, padding]);
}

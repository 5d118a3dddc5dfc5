/**
 * TL objects as JSON and back: what JSON cannot hold is written as an object of one key, `{"$long": "123"}`
 * for a bigint and `{"$bytes": "base64"}` for bytes. TL objects always have `_`, so the two cannot be mixed up.
 */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, writeSpecial, indent);
}

/** @throws SyntaxError */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => readSpecial(value));
}

function writeSpecial(this: unknown, key: string, value: unknown): unknown {
  // Buffers have a toJSON of their own, which has already run: look at the value as it was.
  const original = typeof this === "object" && this !== null ? Reflect.get(this, key) : value;
  if (original instanceof Uint8Array) return { $bytes: Buffer.from(original).toString("base64") };
  return typeof value === "bigint" ? { $long: value.toString() } : value;
}

function readSpecial(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined || typeof entry[1] !== "string") return value;
  if (entry[0] === "$long" && /^-?\d+$/.test(entry[1])) return BigInt(entry[1]);
  if (entry[0] === "$bytes") return Uint8Array.from(Buffer.from(entry[1], "base64"));
  return value;
}

/**
 * A TL value as the test server holds it. Integers of 32 bits are numbers, `long` is always a
 * bigint (ids included), `bytes`, `int128` and `int256` are Uint8Arrays, vectors are arrays, an
 * absent optional field is `undefined`.
 */
export type TlValue = number | bigint | string | boolean | Uint8Array | TlObject | readonly TlValue[] | undefined;

/** A constructor or a method call: its TL name under `_`, its fields in camelCase. */
export interface TlObject {
  readonly _: string;
  readonly [field: string]: TlValue;
}

/** Whether a value is a constructor or a method call, and not a vector or a scalar. */
export function isObject(value: TlValue): value is TlObject {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** Where a value was found: an object or an array of the caller's. */
export type Holder = Readonly<Record<string, unknown>> | readonly unknown[];

/**
 * What is wrong with an object that is being written, before `encode` has found the way to it.
 * Writers know only the holder of the bad value; finding the path costs nothing until it is needed.
 */
export class WriteFault extends Error {
  override readonly name: string = "WriteFault";
  readonly holder: Holder;
  /** Property or index of the bad value in its holder; null when the holder itself is bad. */
  readonly key: string | number | null;
  readonly isRange: boolean;

  constructor(holder: Holder, key: string | number | null, message: string, isRange = false) {
    super(message);
    this.holder = holder;
    this.key = key;
    this.isRange = isRange;
  }
}

/** How an error message shows a wrong value: its kind, not its content, which may be a password. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "object") return "_" in value && typeof value._ === "string" ? `"${value._}"` : "an object without _";
  return typeof value === "number" ? "a number" : typeof value === "bigint" ? "a bigint" : `a ${typeof value}`;
}

/** A value of the wrong kind; a missing one is said to be missing. */
export function wrongKind(holder: Holder, key: string | number, expected: string, value: unknown): WriteFault {
  return new WriteFault(holder, key, value === undefined ? `missing; ${expected} is expected` : `${expected} is expected, not ${kindOf(value)}`);
}

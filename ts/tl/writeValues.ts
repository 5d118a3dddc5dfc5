import type { TlWriter } from "./TlWriter.js";
import { WriteFault, wrongKind, type Holder } from "./WriteFault.js";
import { writeBytes, writeRaw, writeString } from "./writeText.js";

/** Writes value `x`, found in `o` under `k`. */
export type WriteValue = (w: TlWriter, x: unknown, o: Holder, k: string | number) => void;

const VECTOR_ID = 0x1cb5c415;
const BOOL_TRUE_ID = 0x997275b5 | 0;
const BOOL_FALSE_ID = 0xbc799737 | 0;

/** A word that needs no check: an id, flags, a count. */
function writeWord(w: TlWriter, word: number): void {
  if (w.p >= w.n) w.grow(1);
  w.i[w.p++] = word;
}

function writeInt(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  // Also refuses NaN and fractions.
  if (typeof x !== "number" || (x | 0) !== x) throw wrongInt(x, o, k);
  if (w.p >= w.n) w.grow(1);
  w.i[w.p++] = x;
}

function wrongInt(x: unknown, o: Holder, k: string | number): WriteFault {
  if (typeof x !== "number") return wrongKind(o, k, "an int (number)", x);
  return new WriteFault(o, k, `${x} is no 32-bit integer`, true);
}

function writeLong(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  if (typeof x !== "bigint") throw wrongKind(o, k, "a long (bigint)", x);
  if (BigInt.asIntN(64, x) !== x) throw new WriteFault(o, k, "the bigint does not fit 64 bits", true);
  if (w.p + 2 > w.n) w.grow(2);
  w.d.setBigInt64(w.p << 2, x, true);
  w.p += 2;
}

function writeInt53(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  if (!Number.isSafeInteger(x)) {
    if (typeof x !== "number") throw wrongKind(o, k, "a 53-bit id (number)", x);
    throw new WriteFault(o, k, `${x} is no safe integer`, true);
  }
  if (w.p + 2 > w.n) w.grow(2);
  w.i[w.p] = x as number;
  w.i[w.p + 1] = Math.floor((x as number) / 4294967296);
  w.p += 2;
}

function writeDouble(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  if (typeof x !== "number") throw wrongKind(o, k, "a double (number)", x);
  if (w.p + 2 > w.n) w.grow(2);
  w.d.setFloat64(w.p << 2, x, true);
  w.p += 2;
}

function writeBool(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  if (x !== true && x !== false) throw wrongKind(o, k, "a boolean", x);
  writeWord(w, x ? BOOL_TRUE_ID : BOOL_FALSE_ID);
}

function writeInt128(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  writeRaw(w, x, o, k, 16);
}

function writeInt256(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  writeRaw(w, x, o, k, 32);
}

/** `vector<T>` without its id. */
function writeBareVector(w: TlWriter, x: unknown, o: Holder, k: string | number, write: WriteValue): void {
  if (!Array.isArray(x)) throw wrongKind(o, k, "an array", x);
  const items: readonly unknown[] = x;
  writeWord(w, items.length);
  for (let i = 0; i < items.length; i++) write(w, items[i], items, i);
}

/** `Vector<T>` with its id. */
function writeVector(w: TlWriter, x: unknown, o: Holder, k: string | number, write: WriteValue): void {
  writeWord(w, VECTOR_ID);
  writeBareVector(w, x, o, k, write);
}

/** The bit of a `flags.N?true` field. */
function flagBit(x: unknown, bit: number, o: Holder, k: string): number {
  if (x === undefined || x === false) return 0;
  if (x !== true) throw wrongKind(o, k, "a boolean", x);
  return bit;
}

/** Some fields that share one flag bit are given, others not. */
function incomplete(o: Holder, missing: string, present: string): never {
  throw new WriteFault(o, missing, `missing, though ${present} is given; they go together`);
}

/** `x` is no constructor of `type`. */
function unfit(x: unknown, o: Holder, k: string | number, type: string): never {
  throw wrongKind(o, k, type, x);
}

/** What generated writers are given; the short names keep a file of thousands of calls small. */
export const writeRuntime = {
  W: writeWord,
  I: writeInt,
  L: writeLong,
  I53: writeInt53,
  D: writeDouble,
  S: writeString,
  B: writeBytes,
  R16: writeInt128,
  R32: writeInt256,
  BOOL: writeBool,
  VEC: writeVector,
  BVEC: writeBareVector,
  F: flagBit,
  PART: incomplete,
  BAD: unfit,
} as const;

import { readBytes, readString } from "./readText.js";
import { ReadFault, hexId } from "./ReadFault.js";
import type { TlReader } from "./TlReader.js";
import { inflate } from "./inflate.js";

/** Reads one value at the reader's position. */
export type ReadValue = (r: TlReader) => unknown;

export const VECTOR_ID = 0x1cb5c415;
export const BOOL_TRUE_ID = 0x997275b5 | 0;
export const BOOL_FALSE_ID = 0xbc799737 | 0;
export const GZIP_PACKED_ID = 0x3072cfa1;

/**
 * The end of every dispatch: `id` was read and belongs to no constructor of `type`. Telegram may put
 * gzip_packed in place of any boxed object (spec/mtproto.md §1.6), so that is looked into first.
 */
function unexpected(r: TlReader, id: number | undefined, type: string, read: ReadValue): unknown {
  if (r.isCut()) throw new ReadFault(`the object is cut: it ends at byte ${r.byteLength()}`);
  if (id === GZIP_PACKED_ID) {
    const inner = inflate(r, readBytes(r));
    const value = read(inner);
    if (inner.isCut()) throw new ReadFault("an object inside gzip_packed is cut");
    return value;
  }
  const at = `at byte ${r.byteAt(r.p - 1)}${r.depth > 0 ? " inside gzip_packed" : ""}`;
  throw new ReadFault(`unknown constructor ${hexId(id ?? 0)} ${at} where ${type} is expected`);
}

/** A Bool whose word is not boolTrue. */
function readFalse(r: TlReader, word: number | undefined, p: number): unknown {
  if (word === BOOL_FALSE_ID) return false;
  r.p = p;
  return unexpected(r, word, "Bool", readBool);
}

function readBool(r: TlReader): unknown {
  const word = r.v[r.p++];
  return word === BOOL_TRUE_ID ? true : readFalse(r, word, r.p);
}

/** Number of elements, refused when the bytes left cannot hold them: nothing is allocated for a lie. */
export function readCount(r: TlReader, leastWords: number): number {
  const count = r.v[r.p++];
  if (count === undefined || r.isCut()) throw new ReadFault(`the object is cut: it ends at byte ${r.byteLength()}`);
  if (count < 0 || count * leastWords > r.wordsLeft()) {
    throw new ReadFault(`a vector at byte ${r.byteAt(r.p - 1)} claims ${count >>> 0} elements, more than the bytes can hold`);
  }
  return count;
}

/** `vector<T>` without its id. */
export function readBareVector(r: TlReader, read: ReadValue, leastWords: number): unknown[] {
  const count = readCount(r, leastWords);
  // Most are short, and a list that grows by pushing begins with room for seventeen.
  switch (count) {
    case 1:
      return [read(r)];
    case 2:
      return [read(r), read(r)];
    case 3:
      return [read(r), read(r), read(r)];
    case 4:
      return [read(r), read(r), read(r), read(r)];
  }
  const items: unknown[] = [];
  for (let i = 0; i < count; i++) items.push(read(r));
  return items;
}

/** `Vector<T>` with its id. */
function readVector(r: TlReader, read: ReadValue, leastWords: number): unknown {
  const id = r.v[r.p++];
  if (id === VECTOR_ID) return r.lists === null ? readBareVector(r, read, leastWords) : r.lists(r, read, leastWords);
  return unexpected(r, id, "Vector", (inner) => readVector(inner, read, leastWords));
}

function readInt(r: TlReader): unknown {
  return r.v[r.p++];
}

function readLong(r: TlReader): unknown {
  r.p += 2;
  return r.d.getBigInt64(4 * r.p - 8, true);
}

function readInt53(r: TlReader): unknown {
  r.p += 2;
  return r.d.getUint32(4 * r.p - 8, true) + 4294967296 * r.d.getInt32(4 * r.p - 4, true);
}

function readDouble(r: TlReader): unknown {
  r.p += 2;
  return r.d.getFloat64(4 * r.p - 8, true);
}

/** int128 and int256: raw bytes. */
function readRaw(r: TlReader, byteLength: number): Uint8Array {
  const start = r.p << 2;
  if (start + byteLength > r.end) throw new ReadFault(`the object is cut: it ends at byte ${r.byteLength()}`);
  r.p += byteLength >> 2;
  return new Uint8Array(r.buffer, start, byteLength);
}

/** Any boxed value: an object, a Bool or a vector of such. */
function readAny(r: TlReader, constructors: ReadonlyMap<number, ReadValue>, self: ReadValue): unknown {
  const id = r.v[r.p++];
  const read = id === undefined ? undefined : constructors.get(id);
  if (read !== undefined) return read(r);
  if (id === BOOL_TRUE_ID) return true;
  if (id === BOOL_FALSE_ID) return false;
  if (id === VECTOR_ID) return readBareVector(r, self, 1);
  return unexpected(r, id, "an object", self);
}

/** What generated readers are given; the short names keep a file of thousands of calls small. */
export const readRuntime = {
  S: readString,
  B: readBytes,
  RAW: readRaw,
  I: readInt,
  L: readLong,
  I53: readInt53,
  D: readDouble,
  BOOL: readBool,
  FALSE: readFalse,
  VEC: readVector,
  BVEC: readBareVector,
  ANY: readAny,
  BAD: unexpected,
} as const;

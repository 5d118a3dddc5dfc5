import { hexId, ReadFault } from "./ReadFault.js";
import { BOOL_FALSE_ID, BOOL_TRUE_ID, GZIP_PACKED_ID, readCount, VECTOR_ID } from "./readValues.js";
import { skipText } from "./readText.js";
import type { TlReader } from "./TlReader.js";

/** Steps over one value at the reader's position. */
export type SkipValue = (r: TlReader) => void;

/**
 * The end of every dispatch: a gzip_packed may stand in place of any boxed object (spec/mtproto.md §1.6), and is
 * inflated only when what it holds is read.
 */
function unexpected(r: TlReader, id: number | undefined, type: string): void {
  if (id === undefined || r.isCut()) throw new ReadFault(`the object is cut: it ends at byte ${r.byteLength()}`);
  if (id === GZIP_PACKED_ID) return skipText(r);
  throw new ReadFault(`unknown constructor ${hexId(id)} at byte ${r.byteAt(r.p - 1)} where ${type} is expected`);
}

function skipBool(r: TlReader): void {
  const id = r.v[r.p++];
  if (id !== BOOL_TRUE_ID && id !== BOOL_FALSE_ID) unexpected(r, id, "Bool");
}

function skipBareVector(r: TlReader, skip: SkipValue, leastWords: number): void {
  const count = readCount(r, leastWords);
  for (let i = 0; i < count; i++) skip(r);
}

function skipVector(r: TlReader, skip: SkipValue, leastWords: number): void {
  const id = r.v[r.p++];
  if (id === VECTOR_ID) skipBareVector(r, skip, leastWords);
  else unexpected(r, id, "Vector");
}

/** What the generated skips are given. */
export const skipRuntime = {
  TEXT: skipText,
  BOOL: skipBool,
  VEC: skipVector,
  BVEC: skipBareVector,
  BAD: unexpected,
} as const;

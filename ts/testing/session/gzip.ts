import { gzipSync, unzipSync } from "node:zlib";
import { SERVICE } from "./serviceIds.js";
import { TlParseError, TlReader } from "./TlReader.js";
import { TlWriter } from "./TlWriter.js";

/** Packs an object into `gzip_packed` if it is long and packing helps (spec/mtproto.md §1.6). */
export function pack(object: Uint8Array): Uint8Array {
  if (object.length <= PACK_ABOVE) return object;
  const packed = gzipSync(object, { level: 1 });
  if (packed.length >= object.length * WORTHWHILE) return object;
  return new TlWriter().uint32(SERVICE.gzipPacked).bytes(packed).finish();
}

/**
 * Gives the object inside any `gzip_packed`; other objects as they are.
 * @throws {TlParseError} for data that is neither gzip nor zlib, that grows too large, or that is packed too often.
 */
export function unpack(object: Buffer): Buffer {
  let current = object;
  for (let depth = 0; current.length >= 4 && current.readUInt32LE(0) === SERVICE.gzipPacked; depth++) {
    if (depth === DEEPEST) throw new TlParseError("gzip inside gzip inside gzip");
    try {
      // Real servers take the zlib format too, which is what mtcute sends.
      current = unzipSync(new TlReader(current, 4).bytes(), { maxOutputLength: LARGEST });
    } catch (error) {
      if (error instanceof TlParseError) throw error;
      throw new TlParseError("gzip_packed that cannot be unpacked", { cause: error });
    }
  }
  return current;
}

const PACK_ABOVE = 1024;
const WORTHWHILE = 0.9;
const DEEPEST = 2;
const LARGEST = 16 * 1024 * 1024;

import type { FileId, PhotoSource } from "./FileId.js";
import { FILE_TYPES, isPhotoType, type FileType } from "./FileType.js";
import { zeroRleDecode } from "./zeroRle.js";

const WEB = 1 << 24;
const HAS_FILE_REFERENCE = 1 << 25;

/**
 * Reads a file id of the Bot API, of TDLib, Hydrogram and their kin, of any version.
 *
 * @throws TypeError for what is no string, or no file id; also for one that names a file on the web
 */
export function parseFileId(fileId: string): FileId {
  if (typeof fileId !== "string") throw new TypeError(`fileId must be a string, not ${fileId === null ? "null" : typeof fileId}`);
  const bytes = Buffer.from(fileId, "base64url");
  const version = bytes.at(-1);
  // The oldest form has no subversion.
  const subversion = version === 4 ? bytes.at(-2) : 0;
  const body = version === 2 || version === 4 ? zeroRleDecode(bytes.subarray(0, version === 4 ? -2 : -1)) : null;
  if (body === null || subversion === undefined || bytes.toString("base64url") !== fileId.replace(/=+$/, "")) throw notOne();
  try {
    return readBody(new Reader(Buffer.from(body)), subversion);
  } catch (error) {
    // Node's own error for reading past the end.
    if (error instanceof RangeError) throw notOne();
    throw error;
  }
}

function readBody(reader: Reader, subversion: number): FileId {
  const head = reader.int32();
  const type = typeOf(head & ~(WEB | HAS_FILE_REFERENCE));
  const dcId = reader.int32();
  if ((head & WEB) !== 0) throw new TypeError("fileId names a file on the web, which has no id of Telegram's");
  const reference = (head & HAS_FILE_REFERENCE) === 0 ? null : reader.tlBytes();
  // A single `#` means that there is none.
  const fileReference = reference?.length === 1 && reference[0] === 0x23 ? null : reference;
  const id = reader.int64();
  const accessHash = reader.int64();
  return { type, dcId, fileReference, id, accessHash, source: isPhotoType(type) ? readOldOrNewSource(reader, subversion) : null };
}

function readOldOrNewSource(reader: Reader, subversion: number): PhotoSource {
  if (subversion >= 32) return readSource(reader);
  reader.int64();
  return subversion >= 22 ? readSource(reader) : { kind: "legacy" };
}

function readSource(reader: Reader): PhotoSource {
  const kind = reader.int32();
  switch (kind) {
    case 1:
      return { kind: "thumbnail", type: typeOf(reader.int32()), size: String.fromCharCode(reader.int32() & 0xff) };
    case 2:
    case 3:
    case 6:
    case 7:
      return { kind: "chatPhoto", isBig: kind === 3 || kind === 7, chatId: reader.int64(), accessHash: reader.int64() };
    case 4:
    case 8:
      return { kind: "stickerSet", setId: reader.int64(), accessHash: reader.int64() };
    case 9:
      return { kind: "stickerSetVersion", setId: reader.int64(), accessHash: reader.int64(), version: reader.int32() };
    case 0:
    case 5:
      return { kind: "legacy" };
    default:
      throw notOne();
  }
}

function typeOf(number: number): FileType {
  const type = FILE_TYPES[number];
  if (type === undefined) throw notOne();
  return type;
}

function notOne(): TypeError {
  return new TypeError("fileId is no file id, or a part of one is missing");
}

/** Little-endian numbers one after the other; past the end Node throws a RangeError. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  int32(): number {
    this.#at += 4;
    return this.#bytes.readInt32LE(this.#at - 4);
  }

  int64(): bigint {
    this.#at += 8;
    return this.#bytes.readBigInt64LE(this.#at - 8);
  }

  tlBytes(): Uint8Array {
    const isLong = this.#bytes.readUInt8(this.#at) === 254;
    const length = isLong ? this.#bytes.readUIntLE(this.#at + 1, 3) : this.#bytes.readUInt8(this.#at);
    const from = this.#at + (isLong ? 4 : 1);
    if (from + length > this.#bytes.length) throw notOne();
    this.#at = from + length + ((4 - ((from - this.#at + length) % 4)) % 4);
    return Uint8Array.from(this.#bytes.subarray(from, from + length));
  }
}

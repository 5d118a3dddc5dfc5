import type { FileId, PhotoSource } from "./FileId.js";
import { FILE_TYPES, isPhotoType } from "./FileType.js";
import { zeroRleEncode } from "./zeroRle.js";

const VERSION = 4;
/** TDLib's of layer 228; readers branch only at 22 and 32. */
const SUBVERSION = 61;
const HAS_FILE_REFERENCE = 1 << 25;

const PHOTO_CLASS = 1;
const DOCUMENT_CLASS = 2;

/** The file id as the Bot API writes it: text that names a file for this account. */
export function writeFileId(file: FileId): string {
  const flags = file.fileReference === null ? 0 : HAS_FILE_REFERENCE;
  const parts = [int32(FILE_TYPES.indexOf(file.type) | flags, file.dcId)];
  if (file.fileReference !== null) parts.push(tlBytes(file.fileReference));
  parts.push(int64(file.id, file.accessHash));
  if (isPhotoType(file.type)) parts.push(writeSource(file.source ?? { kind: "legacy" }));
  return Buffer.concat([zeroRleEncode(Buffer.concat(parts)), Uint8Array.of(SUBVERSION, VERSION)]).toString("base64url");
}

/** Names the file itself: the same for every account and for ever, but nothing can be loaded or sent by it. */
export function writeFileUniqueId(file: FileId): string {
  if (!isPhotoType(file.type)) return packed(int32(DOCUMENT_CLASS), int64(file.id));
  const { source } = file;
  if (source?.kind === "stickerSetVersion") return packed(int32(PHOTO_CLASS), Uint8Array.of(2), int64(source.setId), int32(source.version));
  return packed(int32(PHOTO_CLASS), int64(file.id), Uint8Array.of(sizeNumber(source)));
}

/** Small and big photos of chats are 0 and 1, as are the sizes that they are made of; other letters count from 5. */
function sizeNumber(source: PhotoSource | null): number {
  if (source?.kind === "chatPhoto") return source.isBig ? 1 : 0;
  if (source?.kind !== "thumbnail") return 0;
  if (source.size === "a") return 0;
  return source.size === "c" ? 1 : source.size.charCodeAt(0) + 5;
}

function writeSource(source: PhotoSource): Uint8Array {
  switch (source.kind) {
    case "legacy":
      return Buffer.concat([int32(0), int64(0n)]);
    case "thumbnail":
      return int32(1, FILE_TYPES.indexOf(source.type), source.size.charCodeAt(0));
    case "chatPhoto":
      return Buffer.concat([int32(source.isBig ? 3 : 2), int64(source.chatId, source.accessHash)]);
    case "stickerSet":
      return Buffer.concat([int32(4), int64(source.setId, source.accessHash)]);
    case "stickerSetVersion":
      return Buffer.concat([int32(9), int64(source.setId, source.accessHash), int32(source.version)]);
  }
}

const packed = (...parts: Uint8Array[]): string => Buffer.from(zeroRleEncode(Buffer.concat(parts))).toString("base64url");

function int32(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, 4 * index);
  return bytes;
}

function int64(...values: bigint[]): Uint8Array {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [index, value] of values.entries()) bytes.writeBigInt64LE(BigInt.asIntN(64, value), 8 * index);
  return bytes;
}

/** Bytes as TL writes them: length, bytes, zeros up to a multiple of 4. */
function tlBytes(bytes: Uint8Array): Uint8Array {
  const head = bytes.length < 254 ? Uint8Array.of(bytes.length) : Uint8Array.of(254, bytes.length, bytes.length >> 8, bytes.length >> 16);
  const padding = (4 - ((head.length + bytes.length) % 4)) % 4;
  return Buffer.concat([head, bytes, new Uint8Array(padding)]);
}

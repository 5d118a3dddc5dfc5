import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { Uploads } from "./Uploads.js";

/** A file to be put into the world. */
export interface NewFile {
  readonly bytes: Uint8Array;
  /** DC that keeps it. @default the world's nearest */
  readonly dc?: number;
  /** @default "application/octet-stream" */
  readonly mimeType?: string;
  /** @default none */
  readonly fileName?: string;
}

/** A file as clients name it in inputDocumentFileLocation. */
export interface StoredFile {
  readonly id: bigint;
  readonly accessHash: bigint;
  readonly fileReference: Uint8Array;
  readonly dcId: number;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  /** DocumentAttributes. */
  readonly attributes: readonly TlObject[];
}

/** What a file is, beside its bytes. */
export interface FileKind {
  readonly mimeType?: string | undefined;
  readonly fileName?: string | undefined;
  readonly attributes?: readonly TlObject[];
}

/** Side of a photo whose pixels nobody looks at. */
const PHOTO_SIDE = 320;

/** How much is kept; the oldest files are forgotten. */
const MAX_FILES = 10_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** Files that can be downloaded from the DC that keeps them. */
export class Files {
  #byteLength = 0;
  readonly #byId = new Map<bigint, StoredFile>();
  /** Parts that came before the message. */
  readonly uploads = new Uploads();

  /** Keeps a file; the bytes are not copied. */
  add(bytes: Uint8Array, dcId: number, { mimeType, fileName, attributes }: FileKind = {}): StoredFile {
    const name: TlObject[] = fileName === undefined ? [] : [{ _: "documentAttributeFilename", fileName }];
    const file: StoredFile = {
      id: randomBytes(8).readBigInt64LE(0),
      accessHash: randomBytes(8).readBigInt64LE(0),
      fileReference: randomBytes(25),
      dcId,
      bytes,
      mimeType: mimeType ?? "application/octet-stream",
      attributes: [...(attributes ?? []), ...name],
    };
    this.#byId.set(file.id, file);
    this.#byteLength += bytes.byteLength;
    for (const [id, oldest] of this.#byId) {
      if ((this.#byteLength <= MAX_BYTES && this.#byId.size <= MAX_FILES) || oldest === file) {
        break;
      }
      this.#byId.delete(id);
      this.#byteLength -= oldest.bytes.byteLength;
    }
    return file;
  }

  byId(id: bigint): StoredFile | undefined {
    return this.#byId.get(id);
  }
}

/** document. */
export function documentView({ id, accessHash, fileReference, dcId, bytes, mimeType, attributes }: StoredFile, date: number): TlObject {
  return { _: "document", id, accessHash, fileReference, date, mimeType, size: BigInt(bytes.byteLength), dcId, attributes };
}

/** photo, of one size. */
export function photoView({ id, accessHash, fileReference, dcId, bytes }: StoredFile, date: number): TlObject {
  const size: TlObject = { _: "photoSize", type: "m", w: PHOTO_SIDE, h: PHOTO_SIDE, size: bytes.byteLength };
  return { _: "photo", id, accessHash, fileReference, date, sizes: [size], dcId };
}

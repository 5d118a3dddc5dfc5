import { randomBytes } from "node:crypto";

/** A file to be put into the world. */
export interface NewFile {
  readonly bytes: Uint8Array;
  /** DC that keeps it. @default the world's nearest */
  readonly dc?: number;
}

/** A file as clients name it in inputDocumentFileLocation. */
export interface StoredFile {
  readonly id: bigint;
  readonly accessHash: bigint;
  readonly fileReference: Uint8Array;
  readonly dcId: number;
  readonly bytes: Uint8Array;
}

/** Files that can be downloaded from the DC that keeps them. */
export class Files {
  readonly #byId = new Map<bigint, StoredFile>();

  /** Keeps a file; the bytes are not copied. */
  add(bytes: Uint8Array, dcId: number): StoredFile {
    const file: StoredFile = {
      id: randomBytes(8).readBigInt64LE(0),
      accessHash: randomBytes(8).readBigInt64LE(0),
      fileReference: randomBytes(25),
      dcId,
      bytes,
    };
    this.#byId.set(file.id, file);
    return file;
  }

  byId(id: bigint): StoredFile | undefined {
    return this.#byId.get(id);
  }
}

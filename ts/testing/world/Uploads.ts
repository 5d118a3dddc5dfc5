import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";

/** Largest part (spec/client.md §5.1). */
const MAX_PART = 512 * 1024;
/** Most parts of a file. */
const MAX_PARTS = 8000;
/** Bytes of parts that are kept for all accounts together; the oldest uploads are forgotten. */
const MAX_BYTES = 256 * 1024 * 1024;

interface Upload {
  readonly parts: Map<number, Uint8Array>;
  byteLength: number;
}

/** Parts of files that were saved and not sent yet. */
export class Uploads {
  readonly #byKey = new Map<string, Upload>();
  #byteLength = 0;

  /** @throws RpcFault FILE_PART_INVALID, FILE_PART_EMPTY, FILE_PART_TOO_BIG */
  save(userId: bigint, fileId: bigint, part: number, bytes: Uint8Array): void {
    if (part < 0 || part >= MAX_PARTS) {
      throw new RpcFault(400, "FILE_PART_INVALID");
    }
    if (bytes.byteLength === 0 || bytes.byteLength > MAX_PART) {
      throw new RpcFault(400, bytes.byteLength === 0 ? "FILE_PART_EMPTY" : "FILE_PART_TOO_BIG");
    }
    const key = `${userId} ${fileId}`;
    const upload = this.#byKey.get(key) ?? { parts: new Map<number, Uint8Array>(), byteLength: 0 };
    this.#byKey.set(key, upload);
    const grown = bytes.byteLength - (upload.parts.get(part)?.byteLength ?? 0);
    upload.parts.set(part, bytes);
    upload.byteLength += grown;
    this.#byteLength += grown;
    for (const oldest of this.#byKey.keys()) {
      if (this.#byteLength <= MAX_BYTES || oldest === key) {
        break;
      }
      this.#forget(oldest);
    }
  }

  /**
   * Puts the parts of an InputFile together, and forgets them.
   *
   * @throws RpcFault FILE_PARTS_INVALID, FILE_PART_X_MISSING
   */
  take(userId: bigint, file: TlObject): Uint8Array {
    const { id, parts: count } = file;
    if (typeof id !== "bigint" || typeof count !== "number" || count <= 0 || count > MAX_PARTS) {
      throw new RpcFault(400, "FILE_PARTS_INVALID");
    }
    const key = `${userId} ${id}`;
    const upload = this.#byKey.get(key);
    const parts = Array.from({ length: count }, (_, index) => {
      const part = upload?.parts.get(index);
      if (part === undefined) {
        throw new RpcFault(400, `FILE_PART_${index}_MISSING`);
      }
      return part;
    });
    this.#forget(key);
    return Buffer.concat(parts);
  }

  #forget(key: string): void {
    this.#byteLength -= this.#byKey.get(key)?.byteLength ?? 0;
    this.#byKey.delete(key);
  }
}

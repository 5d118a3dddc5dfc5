import { ProxyError } from "../../errors/index.js";
import type { ByteLayer } from "../LayeredStream.js";

/** Types of TLS records (RFC 8446 §5.1). */
export const RecordType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Type, version, length in two bytes. */
export const RECORD_HEADER_BYTES = 5;

export const CHANGE_CIPHER_SPEC: Buffer = Buffer.from("140303000101", "hex");

/**
 * Application data of a connection that only looks like TLS. The records are a stream of bytes: where one ends
 * means nothing.
 *
 * @param peer the proxy's name for messages
 */
export class TlsRecordLayer implements ByteLayer {
  readonly #peer: string;
  readonly #header = Buffer.alloc(RECORD_HEADER_BYTES);
  /** Bytes of the next header that have come. */
  #headerBytes = 0;
  /** Bytes of the present record that have not come yet. */
  #missing = 0;
  #isFirst = true;

  constructor(peer: string) {
    this.#peer = peer;
  }

  wrap(bytes: Uint8Array): Uint8Array {
    const start = this.#isFirst ? CHANGE_CIPHER_SPEC.length : 0;
    const count = Math.ceil(bytes.length / LONGEST_SENT);
    const wrapped = Buffer.allocUnsafe(start + count * RECORD_HEADER_BYTES + bytes.length);
    if (this.#isFirst) CHANGE_CIPHER_SPEC.copy(wrapped);
    this.#isFirst = false;
    let at = start;
    for (let from = 0; from < bytes.length; from += LONGEST_SENT) {
      const content = bytes.subarray(from, from + LONGEST_SENT);
      wrapped.writeUIntBE(0x170303, at, 3);
      wrapped.writeUInt16BE(content.length, at + 3);
      wrapped.set(content, at + RECORD_HEADER_BYTES);
      at += RECORD_HEADER_BYTES + content.length;
    }
    return wrapped;
  }

  unwrap(chunk: Uint8Array, emit: (piece: Uint8Array) => void): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#missing > 0) {
        const piece = chunk.subarray(at, at + this.#missing);
        this.#missing -= piece.length;
        at += piece.length;
        emit(piece);
        continue;
      }
      const part = chunk.subarray(at, at + RECORD_HEADER_BYTES - this.#headerBytes);
      this.#header.set(part, this.#headerBytes);
      this.#headerBytes += part.length;
      at += part.length;
      if (this.#headerBytes === RECORD_HEADER_BYTES) this.#startRecord();
    }
  }

  #startRecord(): void {
    this.#headerBytes = 0;
    this.#missing = this.#header.readUInt16BE(3);
    if (this.#header.readUIntBE(0, 3) !== 0x170303 || this.#missing === 0) {
      throw new ProxyError("protocol", "disguise", `${this.#peer} broke its disguise as TLS`);
    }
  }
}

/** As Telegram's own clients do. */
const LONGEST_SENT = 2878;

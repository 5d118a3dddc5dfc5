import { TlFault } from "./TlFault.js";

/** First byte of a byte string whose length takes three more bytes. */
const LONG_FORM = 254;

/** Reads TL primitives from bytes that nobody vouches for; every read is checked against the end. */
export class TlReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.#bytes.byteLength - this.#offset;
  }

  /** The next id, which stays unread. */
  peekId(): number {
    this.#need(4);
    return this.#view.getUint32(this.#offset, true);
  }

  int(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  unsigned(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  long(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** Bytes without a length prefix; a copy. */
  raw(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length);
  }

  /** A byte string with its length prefix and padding (spec/mtproto.md §1.2); a copy. */
  bytes(): Uint8Array {
    const first = this.#byteAt(this.#take(1));
    let length = first;
    let header = 1;
    if (first === LONG_FORM) {
      const start = this.#take(3);
      length = this.#byteAt(start) | (this.#byteAt(start + 1) << 8) | (this.#byteAt(start + 2) << 16);
      header = 4;
    } else if (first > LONG_FORM) {
      throw new TlFault("malformed", "a byte string starts with the reserved byte 0xff");
    }
    const value = this.raw(length);
    const padding = -(header + length) & 3;
    // A sender that leaves the last padding out is wrong, but harmless.
    this.#take(Math.min(padding, this.remaining));
    return value;
  }

  #byteAt(offset: number): number {
    return this.#view.getUint8(offset);
  }

  #take(length: number): number {
    this.#need(length);
    const start = this.#offset;
    this.#offset += length;
    return start;
  }

  #need(length: number): void {
    if (length > this.remaining) {
      throw new TlFault("malformed", `${length} bytes wanted at offset ${this.#offset}, ${this.remaining} there`);
    }
  }
}

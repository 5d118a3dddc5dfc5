import { TlFault } from "./TlFault.js";

const LONG_FORM = 254;
const MAX_LENGTH = 0xff_ff_ff;

/** Writes TL primitives into a buffer that grows. */
export class TlWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  int(value: number): void {
    const start = this.#grow(4);
    this.#view.setInt32(start, value, true);
  }

  unsigned(value: number): void {
    const start = this.#grow(4);
    this.#view.setUint32(start, value, true);
  }

  long(value: bigint): void {
    const start = this.#grow(8);
    this.#view.setBigInt64(start, value, true);
  }

  double(value: number): void {
    const start = this.#grow(8);
    this.#view.setFloat64(start, value, true);
  }

  raw(value: Uint8Array): void {
    const start = this.#grow(value.byteLength);
    this.#bytes.set(value, start);
  }

  /** A byte string with its length prefix and padding (spec/mtproto.md §1.2). */
  bytes(value: Uint8Array): void {
    const length = value.byteLength;
    if (length > MAX_LENGTH) {
      throw new TlFault("unwritable", `a byte string of ${length} bytes is too long for TL`);
    }
    if (length < LONG_FORM) {
      const start = this.#grow(1);
      this.#view.setUint8(start, length);
      this.raw(value);
      this.#grow(-(1 + length) & 3);
      return;
    }
    this.unsigned((LONG_FORM | (length << 8)) >>> 0);
    this.raw(value);
    this.#grow(-length & 3);
  }

  /**
   * Makes room for `length` bytes, all zero, and gives their offset. Growing replaces the buffer and
   * its view, so take the offset before either is named.
   */
  #grow(length: number): number {
    const start = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.byteLength) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.byteLength * 2));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }
}

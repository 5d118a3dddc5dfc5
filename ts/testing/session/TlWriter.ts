const SPARE_BYTES = 64;

/** Builds TL values. Made for service messages, which are small. */
export class TlWriter {
  #bytes = Buffer.allocUnsafe(SPARE_BYTES);
  #length = 0;

  /** A constructor id, a count or a flag word. */
  uint32(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeInt32LE(value | 0, at);
    return this;
  }

  /** TL `int`. */
  int32(value: number): this {
    return this.uint32(value);
  }

  /** TL `long`; a negative or an unsigned value alike, the low 64 bits count. */
  uint64(value: bigint): this {
    const at = this.#grow(8);
    this.#bytes.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    return this;
  }

  /** Bytes as they stand. */
  raw(value: Uint8Array): this {
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** TL `bytes` or `string`. */
  bytes(value: Uint8Array): this {
    const { length } = value;
    const start = this.#length;
    if (length < 254) this.raw(Uint8Array.of(length));
    else this.uint32(254 | (length << 8));
    this.raw(value);
    const padding = (start - this.#length) & 3;
    const at = this.#grow(padding);
    this.#bytes.fill(0, at, at + padding);
    return this;
  }

  /** `Vector<long>`, boxed. */
  longs(values: readonly bigint[]): this {
    this.uint32(0x1cb5c415).uint32(values.length);
    for (const value of values) this.uint64(value);
    return this;
  }

  /** Everything written so far; nothing more may be written. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room; gives where it begins. What lies there is undefined. */
  #grow(byteLength: number): number {
    const at = this.#length;
    this.#length += byteLength;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.#length);
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }
}

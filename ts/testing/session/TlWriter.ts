/** Builds TL values. Made for service messages, which are small: parts are joined once, at the end. */
export class TlWriter {
  readonly #parts: Buffer[] = [];

  /** A constructor id, a count or a flag word. */
  uint32(value: number): this {
    const part = Buffer.allocUnsafe(4);
    part.writeUInt32LE(value >>> 0);
    return this.#push(part);
  }

  /** TL `int`. */
  int32(value: number): this {
    return this.uint32(value);
  }

  /** TL `long`; a negative or an unsigned value alike, the low 64 bits count. */
  uint64(value: bigint): this {
    const part = Buffer.allocUnsafe(8);
    part.writeBigUInt64LE(BigInt.asUintN(64, value));
    return this.#push(part);
  }

  /** Bytes as they stand. */
  raw(value: Uint8Array): this {
    return this.#push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  }

  /** TL `bytes` or `string`. */
  bytes(value: Uint8Array): this {
    const length = value.length;
    const header =
      length < 254
        ? Buffer.of(length)
        : Buffer.of(254, length & 255, (length >>> 8) & 255, length >>> 16);
    return this.#push(header).raw(value).#push(Buffer.alloc(-(header.length + length) & 3));
  }

  /** `Vector<long>`, boxed. */
  longs(values: readonly bigint[]): this {
    this.uint32(0x1cb5c415).uint32(values.length);
    for (const value of values) this.uint64(value);
    return this;
  }

  /** Everything written so far, as fresh bytes. */
  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #push(part: Buffer): this {
    this.#parts.push(part);
    return this;
  }
}

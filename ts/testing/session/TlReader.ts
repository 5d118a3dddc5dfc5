/** The bytes are not the TL that was expected: too short, too long a vector, a wrong id. */
export class TlParseError extends Error {
  override readonly name = "TlParseError";
}

/**
 * Reads the primitive TL values of spec §1 from bytes that a client sent. Every read is checked
 * against the end, so any input ends in a value or a {@link TlParseError}. `bytes` and `raw` give
 * views, not copies.
 */
export class TlReader {
  readonly #buffer: Buffer;
  #offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = offset;
  }

  /** Position of the next read. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return this.#buffer.length - this.#offset;
  }

  /** Unsigned 32-bit word: constructor ids, counts, flags. */
  uint32(): number {
    return this.#buffer.readUInt32LE(this.#take(4));
  }

  /** TL `int`. */
  int32(): number {
    return this.#buffer.readInt32LE(this.#take(4));
  }

  /** TL `long`, read as unsigned: ids and hashes are compared, never counted with. */
  uint64(): bigint {
    return this.#buffer.readBigUInt64LE(this.#take(8));
  }

  /** `length` bytes as they stand: `int128`, `int256`, a message body. */
  raw(length: number): Buffer {
    const start = this.#take(length);
    return this.#buffer.subarray(start, start + length);
  }

  /** TL `bytes` or `string`. The long form is accepted for short lengths too. */
  bytes(): Buffer {
    let length = this.raw(1).readUInt8(0);
    let header = 1;
    if (length === 254) {
      length = this.raw(3).readUIntLE(0, 3);
      header = 4;
    } else if (length === 255) {
      throw new TlParseError("length byte 255 is reserved");
    }
    const value = this.raw(length);
    this.#take(-(header + length) & 3);
    return value;
  }

  /** `Vector<long>`, boxed. */
  longs(): bigint[] {
    if (this.uint32() !== VECTOR) throw new TlParseError("a vector was expected");
    const count = this.uint32();
    if (count > this.remaining / 8) throw new TlParseError("a vector is longer than its message");
    return Array.from({ length: count }, () => this.uint64());
  }

  #take(length: number): number {
    if (length < 0 || length > this.remaining) throw new TlParseError("the message ends too early");
    const start = this.#offset;
    this.#offset += length;
    return start;
  }
}

const VECTOR = 0x1cb5c415;

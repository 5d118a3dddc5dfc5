/** Bytes in the order they came in, however they were cut. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Bytes waiting. */
  get length(): number {
    return this.#length;
  }

  /** Adds bytes at the end; they are kept, not copied. */
  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The first `length` bytes without taking them; null if there are not so many yet. */
  peek(length: number): Buffer | null {
    if (this.#length < length) return null;
    const first = this.#chunks[0];
    if (first === undefined) return Buffer.alloc(0);
    if (first.length >= length) return first.subarray(0, length);
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined.subarray(0, length);
  }

  /** Takes the first `length` bytes; null, and nothing taken, if there are not so many yet. */
  take(length: number): Buffer | null {
    const taken = this.peek(length);
    if (taken !== null) this.#drop(length);
    return taken;
  }

  /** Takes everything. */
  takeAll(): Buffer {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#length = 0;
    return all;
  }

  #drop(length: number): void {
    this.#length -= length;
    let left = length;
    while (left > 0) {
      const first = this.#chunks[0];
      if (first === undefined) return;
      if (first.length > left) {
        this.#chunks[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.#chunks.shift();
    }
  }
}

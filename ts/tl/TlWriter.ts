/** Node's Buffer has this method on its prototype; it converts without looking up an encoding. */
interface TextBuffer extends Buffer {
  utf8Write(text: string, byteOffset: number, byteLength: number): number;
}

/** Some hundred ordinary calls; a caller who keeps one result keeps its whole slab in memory. */
const SLAB_WORDS = 1 << 13;

/**
 * Objects are written one behind the other into a slab, and each is handed out as a view of its own
 * part, which is never written again: one pass, no copy. A slab that is too small for the object
 * under way is replaced by a bigger one.
 */
export class TlWriter {
  /** The slab as words, bytes and for what is not aligned to its size. */
  i = new Int32Array(0);
  b = Buffer.alloc(0) as TextBuffer;
  d = new DataView(new ArrayBuffer(0));
  /** Next word. */
  p = 0;
  /** Number of words in the slab. */
  n = 0;
  /** First word of the object under way. */
  #start = 0;

  /** Makes room for `words` more. */
  grow(words: number): void {
    const written = this.p - this.#start;
    const size = Math.max(SLAB_WORDS, 2 * (written + words));
    // Not zeroed: whatever is written fills every byte, paddings included.
    const memory = Buffer.allocUnsafeSlow(4 * size);
    memory.set(this.b.subarray(4 * this.#start, 4 * this.p));
    this.i = new Int32Array(memory.buffer, memory.byteOffset, size);
    this.b = memory as TextBuffer;
    this.d = new DataView(memory.buffer, memory.byteOffset, 4 * size);
    this.p = written;
    this.n = size;
    this.#start = 0;
  }

  /** The object that was written. */
  take(): Uint8Array {
    const start = this.#start;
    const bytes = new Uint8Array(this.b.buffer, this.b.byteOffset + 4 * start, 4 * (this.p - start));
    // A slab made for a big object goes with it; small ones shall not keep it alive.
    this.#start = this.n > SLAB_WORDS ? (this.p = this.n) : this.p;
    return bytes;
  }

  /** Forgets the object under way. */
  drop(): void {
    this.p = this.#start;
  }
}

/** Kept between calls; bigger ones are given back after use. */
const KEPT_WORDS = 1 << 18;
const FIRST_WORDS = 1 << 12;

/**
 * The one scratch buffer that all encoding goes through. It grows by doubling while an object is
 * written; the finished bytes are copied out.
 */
export class TlWriter {
  /** The buffer as words. */
  i: Int32Array;
  b: Buffer;
  d: DataView;
  /** Next word. */
  p = 0;
  /** Number of words that there is room for. */
  n = 0;

  constructor() {
    const buffer = new ArrayBuffer(4 * FIRST_WORDS);
    this.i = new Int32Array(buffer);
    this.b = Buffer.from(buffer);
    this.d = new DataView(buffer);
    this.n = FIRST_WORDS;
  }

  /** Makes room for `words` more. */
  grow(words: number): void {
    const size = Math.max(2 * this.n, this.p + words);
    const buffer = new ArrayBuffer(4 * size);
    const bytes = new Uint8Array(buffer);
    bytes.set(this.b.subarray(0, 4 * this.p));
    this.i = new Int32Array(buffer);
    this.b = Buffer.from(buffer);
    this.d = new DataView(buffer);
    this.n = size;
  }

  /** The bytes written so far, copied, and the scratch made ready for the next object. */
  take(): Uint8Array {
    const byteLength = 4 * this.p;
    const bytes = Buffer.allocUnsafe(byteLength);
    this.b.copy(bytes, 0, 0, byteLength);
    this.reset();
    return bytes;
  }

  reset(): void {
    this.p = 0;
    if (this.n > KEPT_WORDS) {
      this.n = 0;
      this.grow(FIRST_WORDS);
    }
  }
}

/** Node's Buffer has this method on its prototype; it converts without looking up an encoding. */
interface TextBuffer extends Buffer {
  utf8Slice(start: number, end: number): string;
}

/** Reads the vector at the position, whose id has been read. */
export type ReadList = (r: TlReader, read: (r: TlReader) => unknown, leastWords: number) => unknown;

/** How much one decoding may inflate in all: a small packet must not fill the memory. */
const INFLATE_BUDGET = 16 * 1024 * 1024;

/**
 * Position in TL bytes. The generated readers are straight lines over `v`; they do not ask before
 * every word whether it is there. A word beyond the end reads as undefined, which no constructor id
 * and no length check accepts, and `p` only grows, so {@link TlReader.isCut} at the end tells.
 */
export class TlReader {
  /** The bytes as words. */
  readonly v: Int32Array;
  readonly b: TextBuffer;
  readonly d: DataView;
  /** Next word. */
  p = 0;
  /** Number of bytes that may be read. */
  readonly end: number;
  /** How many gzip_packed lie around this reader. */
  readonly depth: number;
  /** Bytes that may still be inflated, shared by all readers of one decoding. */
  readonly budget: { left: number };
  /** Takes the place of reading a vector at once: set while an answer is read lazily, outside of its elements. */
  lists: ReadList | null;

  /** Reads `bytes` from `byteOffset` on; byte fields become views of it when it is 4-aligned, else of a copy. */
  constructor(bytes: Uint8Array, byteOffset: number, parent?: TlReader) {
    const aligned = ((bytes.byteOffset + byteOffset) & 3) === 0;
    const source = aligned ? bytes : new Uint8Array(bytes.subarray(byteOffset));
    const start = aligned ? bytes.byteOffset + byteOffset : 0;
    this.end = bytes.byteLength - byteOffset;
    this.v = new Int32Array(source.buffer, start, this.end >> 2);
    this.b = Buffer.from(source.buffer, start, this.end) as TextBuffer;
    this.d = new DataView(source.buffer, start, this.end);
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.lists = parent === undefined ? null : parent.lists;
    this.budget = parent === undefined ? { left: INFLATE_BUDGET } : parent.budget;
  }

  /** Whether something was read that is not there. */
  isCut(): boolean {
    return !(this.p <= this.v.length);
  }
}

/** Node's Buffer has this method on its prototype; it converts without looking up an encoding. */
interface TextBuffer extends Buffer {
  utf8Slice(start: number, end: number): string;
}

/** Reads the vector at the position, whose id has been read. */
export type ReadList = (r: TlReader, read: (r: TlReader) => unknown, leastWords: number) => unknown;

/** How much one decoding may inflate in all: a small packet must not fill the memory. */
const INFLATE_BUDGET = 16 * 1024 * 1024;

/** Three ways to look at one ArrayBuffer. */
class Views {
  readonly buffer: ArrayBufferLike;
  readonly words: Int32Array;
  readonly bytes: TextBuffer;
  readonly data: DataView;

  constructor(buffer: ArrayBufferLike) {
    this.buffer = buffer;
    this.words = new Int32Array(buffer, 0, buffer.byteLength >> 2);
    this.bytes = Buffer.from(buffer, 0, buffer.byteLength) as TextBuffer;
    this.data = new DataView(buffer, 0, buffer.byteLength);
  }
}

/** Answers that arrive in a row lie in the same memory: making views of it costs more than reading a small one. */
let latest: Views | undefined;

function viewsOf(buffer: ArrayBufferLike): Views {
  // Of another length: it was resized, and the views with it.
  if (latest?.buffer !== buffer || latest.bytes.byteLength !== buffer.byteLength) latest = new Views(buffer);
  return latest;
}

/**
 * Position in TL bytes. The generated readers are straight lines over `v`; they do not ask before
 * every word whether it is there. A word beyond the end is whatever lies there, or undefined; no length check accepts
 * it, and `p` only grows, so {@link TlReader.isCut} at the end tells.
 */
export class TlReader {
  /** The memory in which the bytes lie, as words. */
  readonly v: Int32Array;
  readonly b: TextBuffer;
  readonly d: DataView;
  readonly buffer: ArrayBufferLike;
  /** Next word of `v`. */
  p: number;
  /** First byte that belongs to the object, counted as `b` counts them. A multiple of 4. */
  readonly start: number;
  /** First byte behind those that may be read. */
  readonly end: number;
  /** How many gzip_packed lie around this reader. */
  readonly depth: number;
  /** Bytes that may still be inflated, shared by all readers of one decoding. */
  readonly budget: { left: number };
  /** Takes the place of reading a vector at once: set while an answer is read lazily, outside of its elements. */
  lists: ReadList | null;

  /** Reads `bytes` from `byteOffset` on; byte fields become views of it when it is 4-aligned, else of a copy. */
  constructor(bytes: Uint8Array, byteOffset: number, parent?: TlReader) {
    const isAligned = ((bytes.byteOffset + byteOffset) & 3) === 0;
    const source = isAligned ? bytes : new Uint8Array(bytes.subarray(byteOffset));
    // What was unpacked or copied is read once: the views of what arrives stay the latest.
    const isShared = isAligned && parent === undefined;
    const views = isShared ? viewsOf(source.buffer) : new Views(source.buffer);
    this.v = views.words;
    this.b = views.bytes;
    this.d = views.data;
    this.buffer = views.buffer;
    this.start = isAligned ? bytes.byteOffset + byteOffset : 0;
    this.end = this.start + bytes.byteLength - byteOffset;
    this.p = this.start >> 2;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.lists = parent === undefined ? null : parent.lists;
    this.budget = parent === undefined ? { left: INFLATE_BUDGET } : parent.budget;
  }

  /** Whether something was read that is not there. */
  isCut(): boolean {
    return !(this.p <= this.end >> 2);
  }

  /** How many words are left. */
  wordsLeft(): number {
    return (this.end >> 2) - this.p;
  }

  /** Where in the object a word lies, for messages. */
  byteAt(word: number): number {
    return 4 * word - this.start;
  }

  /** Length of the object, for messages. */
  byteLength(): number {
    return this.end - this.start;
  }
}

import { types } from "node:util";
import { markAsUntransferable } from "node:worker_threads";
import { byteLengthOf } from "./realBytes.js";

/** Some fifty messages of 1 KiB; whoever keeps one result keeps this much in memory. */
const SLAB_BYTES = 64 * 1024;

/** What is longer gets memory of its own. */
const LONGEST_SHARED = SLAB_BYTES / 4;

/**
 * Memory for what the addon gives back. Parts of it are handed out once, one behind the other, and never written
 * again: an ArrayBuffer for each result would cost more than sealing a message does.
 */
export class ResultMemory {
  readonly bytes: Buffer;
  /** Where the part begins that was not handed out. */
  free = 0;

  constructor(byteLength: number) {
    // Not zeroed: what is handed out was written whole.
    this.bytes = Buffer.allocUnsafeSlow(byteLength);
    // Other results lie in it as well: nobody may give it to another thread.
    markAsUntransferable(this.bytes.buffer);
  }

  /** Hands out the next bytes, which the addon has written. */
  take(byteLength: number): Buffer {
    const start = this.free;
    this.free = start + byteLength;
    return this.bytes.subarray(start, this.free);
  }
}

let shared: ResultMemory | undefined;

/** Memory of this thread with room for so many bytes. */
export function resultMemory(byteLength: number): ResultMemory {
  if (byteLength > LONGEST_SHARED) return new ResultMemory(byteLength);
  if (shared === undefined || SLAB_BYTES - shared.free < byteLength) shared = new ResultMemory(SLAB_BYTES);
  return shared;
}

/** How long a result for `view` must be; 0 for what is no view: the addon refuses it. */
export function lengthIfBytes(view: unknown): number {
  return types.isUint8Array(view) ? byteLengthOf(view) : 0;
}

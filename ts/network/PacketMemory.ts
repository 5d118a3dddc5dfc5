import { markAsUntransferable } from "node:worker_threads";

/** Some hundred packets; whoever keeps a part of one (a `bytes` field of an answer) keeps this much in memory. */
const SLAB_BYTES = 64 * 1024;

/** What is longer gets memory of its own, so that the rest of the slab stays in use. */
const LONGEST_SHARED = SLAB_BYTES / 4;

/**
 * Memory that the addon writes into. Parts of it are handed out once, one behind the other, and never written again:
 * an ArrayBuffer for each packet would cost more than reading the packet does.
 */
export class PacketMemory {
  readonly bytes: Buffer;
  readonly words: Int32Array;
  /** Where the part begins that was not handed out. A multiple of 4. */
  free = 0;

  constructor(byteLength: number) {
    // Not zeroed: what is handed out was written whole.
    this.bytes = Buffer.allocUnsafeSlow(byteLength);
    this.words = new Int32Array(this.bytes.buffer, this.bytes.byteOffset, byteLength >> 2);
    // Answers of other calls lie in it as well: nobody may give it to another thread.
    markAsUntransferable(this.bytes.buffer);
  }
}

let shared: PacketMemory | undefined;

/** The memory of this thread that has room, as far as is known. */
export function packetMemory(): PacketMemory {
  return (shared ??= new PacketMemory(SLAB_BYTES));
}

/** Memory with room for so many bytes. */
export function packetMemoryOf(byteLength: number): PacketMemory {
  if (shared !== undefined && shared.bytes.length - shared.free >= byteLength) return shared;
  if (byteLength > LONGEST_SHARED) return new PacketMemory((byteLength + 3) & ~3);
  return (shared = new PacketMemory(SLAB_BYTES));
}

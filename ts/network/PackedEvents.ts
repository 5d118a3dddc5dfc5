import type { PacketMemory } from "./PacketMemory.js";

/** What the native session tells (crate/core/src/session/events.rs writes the records that are read here). */
export const EventKind = {
  result: 1,
  rpcError: 2,
  update: 3,
  newSession: 4,
  salts: 5,
  timeOffset: 6,
  acked: 7,
  failed: 8,
  closed: 9,
  roundTrip: 10,
  bound: 11,
  bindFailed: 12,
  /** As rpcError; an attempt before, whose answer is lost, may have been carried out. */
  rpcErrorRepeated: 13,
} as const;

/** Words before a payload. */
const HEADER_WORDS = 4;

/**
 * The events of one turn of a session: records of `u32 kind, u32 id, i32 extra, u32 byteLength`, payload, zeros to a
 * multiple of 4. It stands before the first until `next` is called; then its fields tell of one event at a time.
 */
export class PackedEvents {
  kind = 0;
  /** Request id as given to `invoke`, 0 when the event belongs to none. */
  id = 0;
  /** Error code, transport status or flag, by kind. */
  extra = 0;
  readonly #memory: PacketMemory;
  /** First word of the next record. */
  #at: number;
  readonly #end: number;
  #byteStart = 0;
  #byteLength = 0;

  constructor(memory: PacketMemory, byteStart: number, byteLength: number) {
    this.#memory = memory;
    this.#at = byteStart >> 2;
    this.#end = (byteStart + byteLength) >> 2;
  }

  /** Goes to the next event; false when there is none. */
  next(): boolean {
    const at = this.#at;
    if (at >= this.#end) return false;
    const { words } = this.#memory;
    this.kind = words[at] ?? 0;
    this.id = (words[at + 1] ?? 0) >>> 0;
    this.extra = words[at + 2] ?? 0;
    this.#byteLength = words[at + 3] ?? 0;
    this.#byteStart = 4 * (at + HEADER_WORDS);
    this.#at = at + HEADER_WORDS + ((this.#byteLength + 3) >> 2);
    return true;
  }

  /** The event's bytes, at a multiple of 4. They stay as they are. */
  payload(): Buffer {
    return this.#memory.bytes.subarray(this.#byteStart, this.#byteStart + this.#byteLength);
  }

  /** The event's bytes as text. */
  text(): string {
    return this.#memory.bytes.toString("utf8", this.#byteStart, this.#byteStart + this.#byteLength);
  }
}

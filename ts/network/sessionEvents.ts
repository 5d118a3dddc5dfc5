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
} as const;

export interface SessionEvent {
  readonly kind: number;
  /** Request id as given to `invoke`, 0 when the event belongs to none. */
  readonly id: number;
  /** Error code, transport status or flag, by kind. */
  readonly extra: number;
  /** View into the packed buffer, 4-aligned. */
  readonly payload: Buffer;
}

const HEADER_BYTES = 16;

/** Reads packed events: records of `u32 kind, u32 id, i32 extra, u32 byteLength`, payload, padding to 4. */
export function* readEvents(packed: Buffer): Generator<SessionEvent> {
  let offset = 0;
  while (offset < packed.length) {
    const byteLength = packed.readUInt32LE(offset + 12);
    const start = offset + HEADER_BYTES;
    yield {
      kind: packed.readUInt32LE(offset),
      id: packed.readUInt32LE(offset + 4),
      extra: packed.readInt32LE(offset + 8),
      payload: packed.subarray(start, start + byteLength),
    };
    offset = start + ((byteLength + 3) & ~3);
  }
}

import type { ByteQueue } from "./ByteQueue.js";

/** One packet from a client. */
export interface Frame {
  /** From `auth_key_id` on; may end in padding of the transport. */
  readonly payload: Buffer;
  /** Whether the client asked for a quick ack (spec/mtproto.md §6.9). */
  readonly quickAck: boolean;
}

/** How one transport cuts a byte stream into packets, seen from the server. */
export interface FrameCodec {
  readonly name: TransportName;
  /**
   * Takes the next packet off the queue; null when more bytes are needed.
   * @throws {FramingError} when the stream cannot be this transport.
   */
  read(input: ByteQueue): Frame | null;
  /** Wraps one packet. */
  packet(payload: Uint8Array): Buffer;
  /** Wraps a quick ack token; null where the transport has none. */
  quickAck(token: number): Buffer | null;
}

/** The four framings that travel over TCP. */
export type TransportName = "abridged" | "intermediate" | "padded" | "full";

/** The byte stream breaks the rules of its transport: the connection has to end. */
export class FramingError extends Error {
  override readonly name = "FramingError";
}

/**
 * Longest packet taken from a client. The largest legal one is a part of a file, half a MiB; real
 * servers draw their line above it, and the check comes before anything is buffered.
 */
export const MAX_PACKET_LENGTH = 16 * 1024 * 1024 + 1024;

/** Throws unless a packet of this length may be read. */
export function checkPacketLength(length: number): void {
  if (length <= 0 || length > MAX_PACKET_LENGTH) {
    throw new FramingError(`a packet of ${length} bytes`);
  }
}

import { randomBytes, randomInt } from "node:crypto";
import type { FrameCodec } from "./FrameCodec.js";
import { intermediate } from "./intermediate.js";

/**
 * Padded intermediate transport: intermediate with up to 15 random bytes after each packet, counted
 * in its length. A quick ack is a frame of its own, marked by four bytes `ff` (spec §6.9).
 */
export function padded(): FrameCodec {
  const inner = intermediate();
  const pad = (payload: Uint8Array, most: number): Buffer =>
    inner.packet(Buffer.concat([payload, randomBytes(randomInt(0, most + 1))]));
  return {
    name: "padded",
    read: (input) => inner.read(input),
    // A frame of at most 16 bytes is a status, not a message, so a status must not grow beyond that.
    packet: (payload) => pad(payload, payload.length < 16 ? 12 : 15),
    quickAck(token) {
      const bytes = Buffer.alloc(8, 0xff);
      bytes.writeUInt32LE(token, 4);
      return pad(bytes, 8);
    },
  };
}

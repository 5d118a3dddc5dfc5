import { crc32 } from "node:zlib";
import { checkPacketLength, FramingError, type FrameCodec } from "./FrameCodec.js";

/**
 * Full transport (spec/mtproto.md §6.2): total length, a sequence number for each direction, the
 * packet, CRC-32 over all of it. It has no quick acks.
 */
export function full(): FrameCodec {
  let received = 0;
  let sent = 0;
  return {
    name: "full",
    read(input) {
      const total = input.peek(4)?.readUInt32LE(0);
      if (total === undefined) return null;
      checkPacketLength(total - OVERHEAD);
      const frame = input.take(total);
      if (frame === null) return null;
      if (frame.readUInt32LE(4) !== received) throw new FramingError("a packet out of sequence");
      if (crc32(frame.subarray(0, -4)) !== frame.readUInt32LE(total - 4)) {
        throw new FramingError("a packet with a wrong CRC-32");
      }
      received += 1;
      return { payload: frame.subarray(8, -4), quickAck: false };
    },
    packet(payload) {
      const frame = Buffer.allocUnsafe(payload.length + OVERHEAD);
      frame.writeUInt32LE(frame.length, 0);
      frame.writeUInt32LE(sent, 4);
      frame.set(payload, 8);
      frame.writeUInt32LE(crc32(frame.subarray(0, -4)), frame.length - 4);
      sent += 1;
      return frame;
    },
    quickAck: () => null,
  };
}

const OVERHEAD = 12;

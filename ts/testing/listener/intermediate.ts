import { checkPacketLength, type FrameCodec } from "./FrameCodec.js";

/** Intermediate transport: a 32-bit length, whose bit 31 asks for a quick ack or is one. */
export function intermediate(): FrameCodec {
  return {
    name: "intermediate",
    read(input) {
      const word = input.peek(4)?.readUInt32LE(0);
      if (word === undefined) return null;
      const length = word & 0x7fffffff;
      checkPacketLength(length);
      if (input.length < 4 + length) return null;
      input.take(4);
      const payload = input.take(length);
      return payload && { payload, quickAck: word >= 0x80000000 };
    },
    packet(payload) {
      return Buffer.concat([littleEndian(payload.length), payload]);
    },
    quickAck(token) {
      return littleEndian(token);
    },
  };
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

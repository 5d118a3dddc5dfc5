import { checkPacketLength, type FrameCodec } from "./FrameCodec.js";

/**
 * Abridged transport (spec/mtproto.md §6.1): the length in words, one byte below 127, else `7f` and
 * three bytes. Bit 7 of the first byte asks for a quick ack.
 */
export function abridged(): FrameCodec {
  return {
    name: "abridged",
    read(input) {
      const first = input.peek(1)?.readUInt8(0);
      if (first === undefined) return null;
      const isLong = (first & 0x7f) === 0x7f;
      const header = isLong ? input.peek(4) : input.peek(1);
      if (header === null) return null;
      const length = 4 * (isLong ? header.readUIntLE(1, 3) : first & 0x7f);
      checkPacketLength(length);
      if (input.length < header.length + length) return null;
      input.take(header.length);
      const payload = input.take(length);
      return payload && { payload, quickAck: first >= 0x80 };
    },
    packet(payload) {
      const words = payload.length >>> 2;
      const header =
        words < 0x7f
          ? Buffer.of(words)
          : Buffer.of(0x7f, words & 255, (words >>> 8) & 255, words >>> 16);
      return Buffer.concat([header, payload]);
    },
    // Byte-swapped, so that the bit that marks a quick ack arrives in the first byte.
    quickAck(token) {
      const bytes = Buffer.allocUnsafe(4);
      bytes.writeUInt32BE(token);
      return bytes;
    },
  };
}

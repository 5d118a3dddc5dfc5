import { createCipheriv, createHash } from "node:crypto";
import { abridged } from "./abridged.js";
import type { ByteLayer } from "./ByteLayer.js";
import type { FrameCodec } from "./FrameCodec.js";
import { intermediate } from "./intermediate.js";
import { padded } from "./padded.js";

/** What the 64 bytes at the start of an obfuscated connection say (spec/mtproto.md §6.4). */
export interface ObfuscatedStart {
  readonly layer: ByteLayer;
  readonly codec: FrameCodec;
  /** The DC that the client named; means something only to a proxy. */
  readonly dcId: number;
}

/** Length of the block that opens an obfuscated connection. */
export const OBFUSCATED_START_LENGTH = 64;

/**
 * Reads the opening block of an obfuscated connection.
 * @param secret 16 bytes of an MTProxy secret, or null for a direct connection.
 * @returns null when the block names no transport, which is so for every other secret.
 */
export function startObfuscated(block: Buffer, secret: Buffer | null): ObfuscatedStart | null {
  const reversed = Buffer.from(block).reverse();
  const incoming = counter(block, secret);
  const outgoing = counter(reversed, secret);
  const plain = incoming.update(block);
  const codec = TAGS.get(plain.readUInt32LE(56))?.();
  if (codec === undefined) return null;
  return {
    codec,
    dcId: plain.readInt16LE(60),
    layer: {
      unwrap: (chunk) => incoming.update(chunk),
      wrap: (bytes) => outgoing.update(bytes),
    },
  };
}

function counter(block: Buffer, secret: Buffer | null): CtrStream {
  let key: Buffer = block.subarray(8, 40);
  if (secret !== null) key = createHash("sha256").update(key).update(secret).digest();
  return createCipheriv("aes-256-ctr", key, block.subarray(40, 56));
}

interface CtrStream {
  update(data: Buffer): Buffer;
}

const TAGS = new Map<number, () => FrameCodec>([
  [0xefefefef, abridged],
  [0xeeeeeeee, intermediate],
  [0xdddddddd, padded],
]);

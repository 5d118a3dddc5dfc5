import { sha1 } from "../../crypto/index.js";

/** `new_nonce_hash1`, `2` or `3` (spec/mtproto.md §3.8), 16 bytes. */
export function newNonceHash(newNonce: Buffer, number: 1 | 2 | 3, auxHash: Buffer): Buffer {
  return Buffer.from(sha1(Buffer.concat([newNonce, Buffer.of(number), auxHash])).subarray(4, 20));
}

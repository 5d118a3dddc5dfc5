import { sha1 } from "../../crypto/index.js";

/** The key that hides the Diffie–Hellman values; both directions start from the same iv. */
export interface TemporaryAes {
  readonly key: Buffer;
  readonly iv: Buffer;
}

/** Derives it from the nonces (spec/mtproto.md §3.6). */
export function deriveTemporaryAes(newNonce: Buffer, serverNonce: Buffer): TemporaryAes {
  const a = sha1(Buffer.concat([newNonce, serverNonce]));
  const b = sha1(Buffer.concat([serverNonce, newNonce]));
  const c = sha1(Buffer.concat([newNonce, newNonce]));
  return {
    key: Buffer.concat([a, b.subarray(0, 12)]),
    iv: Buffer.concat([b.subarray(12, 20), c, newNonce.subarray(0, 4)]),
  };
}

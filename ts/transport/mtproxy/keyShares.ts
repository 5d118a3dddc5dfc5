import { generateKeyPairSync, randomBytes, randomInt } from "node:crypto";

/** Public key of an X25519 pair whose other half is forgotten at once. */
export function x25519Share(): Buffer {
  return generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "der" }).subarray(-32);
}

/**
 * What cannot be told from a public key of ML-KEM-768: 768 coefficients below 3329 of 12 bits each, and a seed
 * (FIPS 203 §7.2). Nobody ever encapsulates to it.
 */
export function mlKem768Share(): Buffer {
  const share = Buffer.alloc(MLKEM_BYTES);
  for (let at = 0; at < MLKEM_BYTES - SEED_BYTES; at += 3) {
    share.writeUIntLE(randomInt(MLKEM_MODULUS) + (randomInt(MLKEM_MODULUS) << 12), at, 3);
  }
  randomBytes(SEED_BYTES).copy(share, MLKEM_BYTES - SEED_BYTES);
  return share;
}

const MLKEM_BYTES = 1184;
const SEED_BYTES = 32;
const MLKEM_MODULUS = 3329;

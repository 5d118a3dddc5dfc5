import { createHash, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/**
 * The server's side of two-step verification (spec/mtproto.md §10), on BigInt: the client computes
 * with Rust, so the two do not share a line.
 */

/** The prime that Telegram's servers send. */
const PRIME_HEX =
  "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4db" +
  "fa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64" +
  "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b41" +
  "0dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4" +
  "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf" +
  "6f4fadf034b10403119cd8e3b92fcc5b";

/** Generator; 3 fits the prime, which leaves 2 when divided by 3. */
export const SRP_G = 3;
/** The prime, 256 bytes. */
export const SRP_PRIME: Uint8Array = Buffer.from(PRIME_HEX, "hex");

const P = BigInt(`0x${PRIME_HEX}`);
const G = BigInt(SRP_G);
const LENGTH = 256;
/** Half the size of the prime's exponent is plenty for a test, and twice as fast. */
const SECRET_LENGTH = 128;

const derive = promisify(pbkdf2);

/** What is mixed into a password before it is hashed. */
export interface SrpSalts {
  readonly salt1: Uint8Array;
  readonly salt2: Uint8Array;
}

/** One offer of a challenge: good for one answer. */
export interface SrpChallenge {
  /** Secret exponent. */
  readonly b: bigint;
  /** 256 bytes. */
  readonly bPublic: Uint8Array;
}

/** g^x mod p of a password, 256 bytes: what the server keeps in place of the password. */
export async function verifierOf(password: string, { salt1, salt2 }: SrpSalts): Promise<Uint8Array> {
  const hash1 = salted(salted(Buffer.from(password, "utf8"), salt1), salt2);
  const hash2 = salted(await derive(hash1, salt1, 100_000, 64, "sha512"), salt2);
  return toBytes(modPow(G, toBigInt(hash2), P));
}

/** A fresh challenge for the owner of a verifier. */
export function challenge(verifier: Uint8Array): SrpChallenge {
  const b = toBigInt(randomBytes(SECRET_LENGTH));
  const k = toBigInt(sha256(SRP_PRIME, toBytes(G)));
  return { b, bPublic: toBytes((k * toBigInt(verifier) + modPow(G, b, P)) % P) };
}

/**
 * Whether an answer proves the password.
 *
 * @param aPublic - the client's A, at most 256 bytes
 * @param m1 - the client's proof, 32 bytes
 */
export function isProof(
  { b, bPublic }: SrpChallenge,
  verifier: Uint8Array,
  { salt1, salt2 }: SrpSalts,
  aPublic: Uint8Array,
  m1: Uint8Array,
): boolean {
  const a = toBigInt(aPublic);
  if (a <= 1n || a >= P - 1n || m1.byteLength !== 32) {
    return false;
  }
  const aBytes = toBytes(a);
  const u = toBigInt(sha256(aBytes, bPublic));
  const shared = modPow((a * modPow(toBigInt(verifier), u, P)) % P, b, P);
  const key = sha256(toBytes(shared));
  const primeHash = sha256(SRP_PRIME);
  const generatorHash = sha256(toBytes(G));
  const mixed = primeHash.map((byte, index) => byte ^ (generatorHash[index] ?? 0));
  return timingSafeEqual(sha256(mixed, sha256(salt1), sha256(salt2), aBytes, bPublic, key), m1);
}

function salted(data: Uint8Array, salt: Uint8Array): Uint8Array {
  return sha256(salt, data, salt);
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.byteLength === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function toBytes(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(LENGTH * 2, "0"), "hex");
}

function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let factor = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) {
      result = (result * factor) % modulus;
    }
    factor = (factor * factor) % modulus;
  }
  return result;
}

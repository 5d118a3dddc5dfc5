import { checkDhGroup as nativeCheck, modPow as nativeModPow } from "../native.js";
import { checkBytes, checkLength } from "./checkBytes.js";

/**
 * base^exponent mod modulus in constant time, off the event loop; all big-endian.
 *
 * @param base Up to 256 bytes.
 * @param modulus 256 bytes, odd.
 * @returns 256 bytes.
 */
export async function modPow(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Promise<Buffer> {
  checkBytes(base, "base");
  checkBytes(exponent, "exponent");
  checkLength(modulus, "modulus", 256);
  return nativeModPow(base, exponent, modulus);
}

/**
 * Makes sure that `prime` is a safe prime of 2048 bits and that `g` generates its large subgroup,
 * off the event loop. Primes that passed are remembered.
 *
 * @throws with code `ERR_DH_PRIME_LENGTH`, `ERR_DH_GENERATOR` or `ERR_DH_PRIME_NOT_SAFE`.
 */
export async function checkDhGroup(g: number, prime: Uint8Array): Promise<void> {
  checkGenerator(g);
  checkBytes(prime, "prime");
  return nativeCheck(g, prime);
}

export function checkGenerator(g: unknown): asserts g is number {
  if (typeof g !== "number") throw new TypeError(`g must be a number, got ${typeof g}`);
  if (!Number.isInteger(g) || Math.abs(g) >= 2 ** 31) throw new RangeError(`g must be a 32-bit integer, got ${g}`);
}

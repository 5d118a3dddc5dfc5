import { raw } from "../native.js";
import { checkBytes, checkLength } from "./checkBytes.js";
import { lengthIfBytes, resultMemory } from "./ResultMemory.js";
import { byteLengthOf } from "./realBytes.js";

/**
 * Encrypts with AES-256 in IGE mode into new bytes. Results of up to 16 KiB lie side by side in memory of 64 KiB, which
 * stays as long as one of them is kept.
 *
 * @param data Whole blocks: a multiple of 16 bytes, also none.
 * @param key 32 bytes.
 * @param iv 32 bytes: the previous ciphertext block, then the previous plaintext block.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function igeEncrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  const byteLength = lengthIfBytes(data);
  const memory = resultMemory(byteLength);
  if (!raw.igeEncryptInto(data, key, iv, memory.bytes, memory.free)) refuse(data, key, iv);
  return memory.take(byteLength);
}

/** Decrypts what {@link igeEncrypt} made, into new bytes. */
export function igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  const byteLength = lengthIfBytes(data);
  const memory = resultMemory(byteLength);
  if (!raw.igeDecryptInto(data, key, iv, memory.bytes, memory.free)) refuse(data, key, iv);
  return memory.take(byteLength);
}

/** {@link igeEncrypt} that changes `data` itself. key and iv are read first and may be views of data. */
export function igeEncryptInPlace(data: Uint8Array, key: Uint8Array, iv: Uint8Array): void {
  if (!raw.igeEncrypt(data, key, iv)) refuse(data, key, iv);
}

/** {@link igeDecrypt} that changes `data` itself. */
export function igeDecryptInPlace(data: Uint8Array, key: Uint8Array, iv: Uint8Array): void {
  if (!raw.igeDecrypt(data, key, iv)) refuse(data, key, iv);
}

/** The addon has refused: says why. To look before each call would cost as much as the call. */
function refuse(data: unknown, key: unknown, iv: unknown): never {
  checkBytes(data, "data");
  const byteLength = byteLengthOf(data);
  if (byteLength % 16 !== 0) throw new RangeError(`data must be a multiple of 16 bytes long, got ${byteLength}`);
  checkLength(key, "key", 32);
  checkLength(iv, "iv", 32);
  throw new Error("the addon has refused what is right");
}

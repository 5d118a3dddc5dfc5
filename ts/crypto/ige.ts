import { raw } from "../native.js";
import { checkBytes, checkLength } from "./checkBytes.js";
import { byteLengthOf, copyBytes } from "./realBytes.js";

/**
 * Encrypts with AES-256 in IGE mode into a new buffer.
 *
 * @param data Whole blocks: a multiple of 16 bytes, also none.
 * @param key 32 bytes.
 * @param iv 32 bytes: the previous ciphertext block, then the previous plaintext block.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function igeEncrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  checkBytes(data, "data");
  const result = copyBytes(data);
  if (!raw.igeEncrypt(result, key, iv)) refuse(data, key, iv);
  return result;
}

/** Decrypts what {@link igeEncrypt} made, into a new buffer. */
export function igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  checkBytes(data, "data");
  const result = copyBytes(data);
  if (!raw.igeDecrypt(result, key, iv)) refuse(data, key, iv);
  return result;
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

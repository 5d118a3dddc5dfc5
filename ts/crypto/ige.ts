import { igeDecryptInPlace as nativeDecrypt, igeEncryptInPlace as nativeEncrypt } from "../native.js";
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
  check(data, key, iv);
  const result = copyBytes(data);
  nativeEncrypt(result, key, iv);
  return result;
}

/** Decrypts what {@link igeEncrypt} made, into a new buffer. */
export function igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  check(data, key, iv);
  const result = copyBytes(data);
  nativeDecrypt(result, key, iv);
  return result;
}

/** {@link igeEncrypt} that changes `data` itself. key and iv are read first and may be views of data. */
export function igeEncryptInPlace(data: Uint8Array, key: Uint8Array, iv: Uint8Array): void {
  check(data, key, iv);
  nativeEncrypt(data, key, iv);
}

/** {@link igeDecrypt} that changes `data` itself. */
export function igeDecryptInPlace(data: Uint8Array, key: Uint8Array, iv: Uint8Array): void {
  check(data, key, iv);
  nativeDecrypt(data, key, iv);
}

function check(data: unknown, key: unknown, iv: unknown): void {
  checkBytes(data, "data");
  const byteLength = byteLengthOf(data);
  if (byteLength % 16 !== 0) throw new RangeError(`data must be a multiple of 16 bytes long, got ${byteLength}`);
  checkLength(key, "key", 32);
  checkLength(iv, "iv", 32);
}

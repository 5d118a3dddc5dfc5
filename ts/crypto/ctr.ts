import { Ctr as NativeCtr } from "../native.js";
import { checkBytes, checkLength } from "./checkBytes.js";
import { copyBytes } from "./realBytes.js";

/** An AES-256-CTR stream; encrypting and decrypting are the same. Made by {@link createCtr}. */
export interface Ctr {
  /** The next bytes of the stream, processed, in a new buffer. `data` is not changed. */
  process(data: Uint8Array): Buffer;
  /** The same, changing `data` itself. */
  processInPlace(data: Uint8Array): void;
}

/**
 * Begins an AES-256-CTR stream with a 128-bit big-endian counter. How the data is cut into calls
 * does not matter.
 *
 * @param key 32 bytes.
 * @param iv 16 bytes: the first counter block.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function createCtr(key: Uint8Array, iv: Uint8Array): Ctr {
  checkLength(key, "key", 32);
  checkLength(iv, "iv", 16);
  const native = new NativeCtr(key, iv);
  return {
    process(data) {
      checkBytes(data, "data");
      const result = copyBytes(data);
      native.process(result);
      return result;
    },
    processInPlace(data) {
      checkBytes(data, "data");
      native.process(data);
    },
  };
}

import { Ctr as NativeCtr, raw } from "../native.js";
import { checkBytes, checkLength } from "./checkBytes.js";
import { lengthIfBytes, resultMemory } from "./ResultMemory.js";

/** An AES-256-CTR stream; encrypting and decrypting are the same. Made by {@link createCtr}. */
export interface Ctr {
  /** The next bytes of the stream, processed, in new bytes (see {@link igeEncrypt}). `data` is not changed. */
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
  const { number } = native;
  /** The addon has refused: says why. It has the stream as long as `native` is held, which this does. */
  const refuse = (data: unknown): never => {
    checkBytes(data, "data");
    throw new Error(`the addon has lost the stream ${native.number}`);
  };
  return {
    process(data) {
      const byteLength = lengthIfBytes(data);
      const memory = resultMemory(byteLength);
      if (!raw.ctrProcessInto(number, data, memory.bytes, memory.free)) refuse(data);
      return memory.take(byteLength);
    },
    processInPlace(data) {
      if (!raw.ctrProcess(number, data)) refuse(data);
    },
  };
}

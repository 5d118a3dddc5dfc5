import { Exchange } from "../native.js";

/** Checks keys that came from the user. @throws TypeError, RangeError naming the entry */
export function checkRsaKeys(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError(`${name} must be a non-empty array of PEM texts`);
  return value.map((key: unknown, index) => {
    if (typeof key !== "string") throw new TypeError(`${name}[${index}] must be a PEM text`);
    try {
      // The one reader of keys is the core's: an exchange that is never started.
      void new Exchange({ transport: "intermediate", obfuscated: false, dcId: 1, rsaKeys: [key] });
    } catch (error) {
      throw new RangeError(`${name}[${index}] is no RSA key of 2048 bits in PEM form`, { cause: error });
    }
    return key;
  });
}

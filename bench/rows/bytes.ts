import { createCipheriv, createHash } from "node:crypto";

/** Bytes that look random and are the same in every run: a stream of AES. */
export function bytes(byteLength: number, seed: string): Uint8Array {
  const key = createHash("sha256").update(seed).digest();
  return createCipheriv("aes-256-ctr", key, key.subarray(0, 16)).update(Buffer.alloc(byteLength));
}

/** Fails unless a contestant gave what it should: nothing wrong is worth timing. */
export function mustEqual(who: string, actual: Uint8Array, expected: Uint8Array): void {
  if (Buffer.compare(actual, expected) !== 0) {
    throw new Error(`${who} gave ${hex(actual)} instead of ${hex(expected)}`);
  }
}

function hex(value: Uint8Array): string {
  return `${Buffer.from(value.subarray(0, 16)).toString("hex")}… (${value.length} bytes)`;
}

import { readFileSync } from "node:fs";

/** Known answers of other implementations: `__test__/vectors/<name>.json`. */
export function vectors<T>(name: string): readonly T[] {
  const file = new URL(`../../../__test__/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).cases;
}

export function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

/** The generator that ige.json describes: fills buffers one after the other. */
export function congruential(seed: number, ...lengths: readonly number[]): Buffer[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 123_457_567) + 987_651_241) >>> 0;
    return (state >>> 23) & 0xff;
  };
  return lengths.map((length) => Buffer.from(Uint8Array.from({ length }, next)));
}

/** CRC-32 (IEEE), as in the vectors, in hex. Node 20's zlib has none. */
export function crc32(data: Uint8Array): string {
  let crc = 0xffff_ffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

/**
 * CRC-32/IEEE of an ASCII text, as an unsigned number.
 *
 * node:zlib has one too, but only from Node 20.15 on for some release lines, and the codec needs
 * it for the two or three lines without an id.
 */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index++) {
    const entry = TABLE[(crc ^ text.charCodeAt(index)) & 0xff] ?? 0;
    crc = entry ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

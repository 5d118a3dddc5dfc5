// @ts-check

/**
 * The id that a definition has when its line names none: CRC-32 of the canonical line
 * (spec/mtproto.md §1.5).
 *
 * @param {string} text line without comment and semicolon
 */
export function computeId(text) {
  return crc32(canonicalLine(text));
}

/**
 * @param {string} text
 * @returns {string} the line whose CRC-32 is the id
 */
export function canonicalLine(text) {
  return text
    .replace(/^(\S+?)#[0-9a-fA-F]+/, "$1")
    .replace(/ [A-Za-z0-9_]+:[A-Za-z0-9_]+\.\d+\?true(?= |$)/g, "")
    .replace(/([:?])bytes(?= |$)/g, "$1string")
    .replace(/</g, " ")
    .replace(/[>{}]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** @param {string} ascii */
function crc32(ascii) {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(ascii, "latin1")) crc = (TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

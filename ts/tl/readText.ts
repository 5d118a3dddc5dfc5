import { ReadFault } from "./ReadFault.js";
import type { TlReader } from "./TlReader.js";

/** Up to this many bytes of ASCII, fromCharCode beats the call into Node's decoder (measured; strings are most of the time of decoding messages). */
const SHORT = 22;
/** Bits of a word that no ASCII has. */
const NOT_ASCII = 0x80808080 | 0;

const char = String.fromCharCode;

/** `string`: UTF-8, anything invalid becomes U+FFFD. */
export function readString(r: TlReader): string {
  const b = r.b;
  const p = r.p;
  let s = p << 2;
  // A byte beyond the end is undefined, its arithmetic NaN, and the comparison with the end fails.
  let n = b[s++] as number;
  const isShort = n <= SHORT;
  if (n >= 254) {
    if (n === 255) throw reserved(r);
    n = (b[s] as number) | ((b[s + 1] as number) << 8) | ((b[s + 2] as number) << 16);
    s += 3;
  }
  const e = s + n;
  if (!(e <= r.end)) throw cut(r, n);
  r.p = (e + 3) >> 2;
  if (n === 0) return "";
  return (isShort ? shortAscii(r.v, p, n) : null) ?? b.utf8Slice(s, e);
}

/**
 * Text of up to 22 bytes behind the length byte of word `p`; null when not all of it is ASCII. By words, since one look
 * tells of four bytes, and in one or two calls of fromCharCode, since each makes a string.
 */
function shortAscii(v: Int32Array, p: number, n: number): string | null {
  const a = word(v, p);
  const b = n > 3 ? word(v, p + 1) : 0;
  const c = n > 7 ? word(v, p + 2) : 0;
  if (((a | b | c) & NOT_ASCII) !== 0) return null;
  if (n <= 11) return upToEleven(a, b, c, n);
  const d = word(v, p + 3);
  const e = n > 15 ? word(v, p + 4) : 0;
  const f = n > 19 ? word(v, p + 5) : 0;
  if (((d | e | f) & NOT_ASCII) !== 0) return null;
  // The bytes behind the first eleven, moved to where the first ones lie: a byte further on.
  return upToEleven(a, b, c, 11) + upToEleven(d << 8, (d >>> 24) | (e << 8), (e >>> 24) | (f << 8), n - 11);
}

/** That many ASCII characters: three in the upper bytes of `a`, four in `b`, four in `c`. */
function upToEleven(a: number, b: number, c: number, n: number): string {
  switch (n) {
    case 1:
      return char((a >> 8) & 127);
    case 2:
      return char((a >> 8) & 127, (a >> 16) & 127);
    case 3:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24);
    case 4:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127);
    case 5:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127);
    case 6:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127, (b >> 16) & 127);
    case 7:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127, (b >> 16) & 127, b >>> 24);
    case 8:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127, (b >> 16) & 127, b >>> 24, c & 127);
    case 9:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127, (b >> 16) & 127, b >>> 24, c & 127, (c >> 8) & 127);
    case 10:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127, (b >> 16) & 127, b >>> 24, c & 127, (c >> 8) & 127, (c >> 16) & 127);
    default:
      return char((a >> 8) & 127, (a >> 16) & 127, a >>> 24, b & 127, (b >> 8) & 127, (b >> 16) & 127, b >>> 24, c & 127, (c >> 8) & 127, (c >> 16) & 127, c >>> 24);
  }
}

/** A word that the caller has checked to be there. */
function word(v: Int32Array, index: number): number {
  return v[index] as number;
}

/** `bytes`: a view of the buffer that is read, not a copy. */
export function readBytes(r: TlReader): Uint8Array {
  const b = r.b;
  let s = r.p << 2;
  let n = b[s++] as number;
  if (n >= 254) {
    if (n === 255) throw reserved(r);
    n = (b[s] as number) | ((b[s + 1] as number) << 8) | ((b[s + 2] as number) << 16);
    s += 3;
  }
  if (!(s + n <= r.end)) throw cut(r, n);
  r.p = (s + n + 3) >> 2;
  return new Uint8Array(r.buffer, s, n);
}

/** Steps over a `string` or `bytes`. */
export function skipText(r: TlReader): void {
  const b = r.b;
  let s = r.p << 2;
  let n = b[s++] as number;
  if (n >= 254) {
    if (n === 255) throw reserved(r);
    n = (b[s] as number) | ((b[s + 1] as number) << 8) | ((b[s + 2] as number) << 16);
    s += 3;
  }
  if (!(s + n <= r.end)) throw cut(r, n);
  r.p = (s + n + 3) >> 2;
}

function cut(r: TlReader, n: number): ReadFault {
  if (!(4 * r.p < r.end)) return new ReadFault(`the object is cut: it ends at byte ${r.byteLength()}`);
  // Three bytes of a length that is cut itself are not the object's.
  const isLengthCut = (r.b[4 * r.p] as number) >= 254 && 4 * r.p + 4 > r.end;
  return new ReadFault(`a string at byte ${r.byteAt(r.p)} claims ${isLengthCut ? 0 : n} bytes, the object ends at byte ${r.byteLength()}`);
}

function reserved(r: TlReader): ReadFault {
  return new ReadFault(`a string at byte ${r.byteAt(r.p)} starts with the reserved length byte 0xff`);
}

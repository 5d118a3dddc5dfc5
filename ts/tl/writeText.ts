import type { TlWriter } from "./TlWriter.js";
import { WriteFault, wrongKind, type Holder } from "./WriteFault.js";

/** A length takes one byte up to here, then a mark and three bytes. */
const MAX_SHORT_LENGTH = 253;
const MAX_LENGTH = 0xffffff;
/** Up to this many characters a JavaScript loop beats the call into Node's encoder. */
const SHORT = 16;
/** UTF-8 bytes that one UTF-16 code unit needs at most. */
const UTF8_PER_UNIT = 3;

/** `string`; a lone surrogate is written as U+FFFD. */
export function writeString(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  if (typeof x !== "string") throw wrongKind(o, k, "a string", x);
  const length = x.length;
  if (length <= SHORT && writeShortAscii(w, x, length)) return;
  if (length > MAX_LENGTH) throw tooLong(o, k);
  const mostBytes = UTF8_PER_UNIT * length;
  const words = (mostBytes + 7) >> 2;
  if (w.p + words > w.n) w.grow(words);
  const start = w.p << 2;
  // One byte of length is the better guess as long as the text could be that short.
  const header = length <= MAX_SHORT_LENGTH ? 1 : 4;
  const byteLength = w.b.utf8Write(x, start + header, mostBytes);
  if (header === 1 && byteLength > MAX_SHORT_LENGTH) w.b.copyWithin(start + 4, start + 1, start + 1 + byteLength);
  if (byteLength > MAX_LENGTH) throw tooLong(o, k);
  finish(w, start, byteLength);
}

/**
 * Length and characters as words, four characters a step; the last word ends in the zero padding.
 * Gives false, with nothing lost, when a character is not ASCII.
 */
function writeShortAscii(w: TlWriter, text: string, length: number): boolean {
  const words = (length + 4) >> 2;
  if (w.p + words > w.n) w.grow(words);
  const i = w.i;
  let q = w.p;
  let bits = 0;
  let word = length;
  let shift = 8;
  let s = 0;
  if (length >= 3) {
    const c0 = text.charCodeAt(0);
    const c1 = text.charCodeAt(1);
    const c2 = text.charCodeAt(2);
    bits = c0 | c1 | c2;
    i[q++] = length | (c0 << 8) | (c1 << 16) | (c2 << 24);
    for (s = 3; s + 4 <= length; s += 4) {
      const u0 = text.charCodeAt(s);
      const u1 = text.charCodeAt(s + 1);
      const u2 = text.charCodeAt(s + 2);
      const u3 = text.charCodeAt(s + 3);
      bits |= u0 | u1 | u2 | u3;
      i[q++] = u0 | (u1 << 8) | (u2 << 16) | (u3 << 24);
    }
    word = 0;
    shift = 0;
  }
  for (; s < length; s++) {
    const u = text.charCodeAt(s);
    bits |= u;
    word |= u << shift;
    shift += 8;
  }
  if (shift > 0) i[q] = word;
  if (bits > 127) return false;
  w.p += words;
  return true;
}

/** `bytes` */
export function writeBytes(w: TlWriter, x: unknown, o: Holder, k: string | number): void {
  if (!(x instanceof Uint8Array)) throw wrongKind(o, k, "bytes (Uint8Array)", x);
  const byteLength = x.byteLength;
  if (byteLength > MAX_LENGTH) throw tooLong(o, k);
  const words = (byteLength + 7) >> 2;
  if (w.p + words > w.n) w.grow(words);
  const start = w.p << 2;
  w.b.set(x, start + (byteLength <= MAX_SHORT_LENGTH ? 1 : 4));
  finish(w, start, byteLength);
}

/** Fixed number of raw bytes: int128, int256. */
export function writeRaw(w: TlWriter, x: unknown, o: Holder, k: string | number, byteLength: number): void {
  if (!(x instanceof Uint8Array)) throw wrongKind(o, k, `${byteLength} bytes (Uint8Array)`, x);
  if (x.byteLength !== byteLength) throw new WriteFault(o, k, `${byteLength} bytes are expected, not ${x.byteLength}`, true);
  if (w.p + 8 > w.n) w.grow(8);
  w.b.set(x, w.p << 2);
  w.p += byteLength >> 2;
}

/** Length before, zeros behind a content that lies in its place already. */
function finish(w: TlWriter, start: number, byteLength: number): void {
  const b = w.b;
  let end: number;
  if (byteLength <= MAX_SHORT_LENGTH) {
    b[start] = byteLength;
    end = start + 1 + byteLength;
  } else {
    w.i[start >> 2] = (byteLength << 8) | 254;
    end = start + 4 + byteLength;
  }
  while ((end & 3) !== 0) b[end++] = 0;
  w.p = end >> 2;
}

function tooLong(o: Holder, k: string | number): WriteFault {
  return new WriteFault(o, k, `longer than ${MAX_LENGTH} bytes`, true);
}

import { ReadFault } from "./ReadFault.js";
import type { TlReader } from "./TlReader.js";

/**
 * Up to this many bytes a JavaScript loop beats the call into Node's decoder (measured; most of the
 * time of decoding messages goes into strings).
 */
const SHORT = 24;

const char = String.fromCharCode;

/** `string`: UTF-8, anything invalid becomes U+FFFD. */
export function readString(r: TlReader): string {
  const b = r.b;
  let s = r.p << 2;
  // A byte beyond the end is undefined, its arithmetic NaN, and the comparison with the end fails.
  let n = b[s++] as number;
  if (n >= 254) {
    if (n === 255) throw reserved(r);
    n = (b[s] as number) | ((b[s + 1] as number) << 8) | ((b[s + 2] as number) << 16);
    s += 3;
  }
  const e = s + n;
  if (!(e <= r.end)) throw cut(r, n);
  r.p = (e + 3) >> 2;
  if (n === 0) return "";
  if (n > SHORT) return b.utf8Slice(s, e);
  let bits = 0;
  for (let i = s; i < e; i++) bits |= b[i] as number;
  return bits > 127 ? b.utf8Slice(s, e) : shortAscii(b, s, n);
}

/** Eight characters a step: one call of fromCharCode for many is what makes this path fast. */
function shortAscii(b: Uint8Array, from: number, byteLength: number): string {
  let s = from;
  let n = byteLength;
  let text = "";
  while (n >= 8) {
    text += char(at(b, s), at(b, s + 1), at(b, s + 2), at(b, s + 3), at(b, s + 4), at(b, s + 5), at(b, s + 6), at(b, s + 7));
    s += 8;
    n -= 8;
  }
  switch (n) {
    case 7:
      return text + char(at(b, s), at(b, s + 1), at(b, s + 2), at(b, s + 3), at(b, s + 4), at(b, s + 5), at(b, s + 6));
    case 6:
      return text + char(at(b, s), at(b, s + 1), at(b, s + 2), at(b, s + 3), at(b, s + 4), at(b, s + 5));
    case 5:
      return text + char(at(b, s), at(b, s + 1), at(b, s + 2), at(b, s + 3), at(b, s + 4));
    case 4:
      return text + char(at(b, s), at(b, s + 1), at(b, s + 2), at(b, s + 3));
    case 3:
      return text + char(at(b, s), at(b, s + 1), at(b, s + 2));
    case 2:
      return text + char(at(b, s), at(b, s + 1));
    case 1:
      return text + char(at(b, s));
    default:
      return text;
  }
}

/** A byte that the caller has checked to be there. */
function at(b: Uint8Array, index: number): number {
  return b[index] as number;
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
  return new Uint8Array(b.buffer, b.byteOffset + s, n);
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

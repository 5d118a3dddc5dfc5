const MAX_RUN = 255;

/** Shortens runs of zeros: each becomes a zero and its length, at most 255 (spec/client.md §2.9). */
export function zeroRleEncode(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    let end = at + 1;
    if (byte === 0) while (end < bytes.length && bytes[end] === 0 && end - at < MAX_RUN) end++;
    out.push(byte);
    if (byte === 0) out.push(end - at);
    at = end;
  }
  return Uint8Array.from(out);
}

/** @returns null when it ends within a run */
export function zeroRleDecode(bytes: Uint8Array): Uint8Array | null {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0) {
      out.push(byte);
      continue;
    }
    const run = bytes[++at];
    if (run === undefined) return null;
    for (let count = 0; count < run; count++) out.push(0);
  }
  return Uint8Array.from(out);
}

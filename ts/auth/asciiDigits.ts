/** First code point of the decimal digit ranges that people type phone numbers and codes in. */
const ZEROS: readonly number[] = [0x0660 /* Arabic */, 0x06f0 /* Persian, Urdu */, 0x0966 /* Devanagari */, 0x09e6 /* Bengali */];

/** The text with digits of other scripts written as 0–9 (full-width ones included). */
export function asciiDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const codePoint = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => codePoint >= start && codePoint < start + 10);
    return zero === undefined ? digit : String(codePoint - zero);
  });
}

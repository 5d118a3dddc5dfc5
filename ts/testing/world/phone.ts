/** Digits of a phone number, as people type it; null when it can be none. */
export function phoneDigits(text: string): string | null {
  const digits = text.replace(/[\s()+.-]/g, "");
  return /^\d{7,15}$/.test(digits) ? digits : null;
}

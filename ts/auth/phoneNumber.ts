import { asciiDigits } from "./asciiDigits.js";

/** A phone number that can be sent, or the words that say why not. */
export type ParsedPhone = { readonly digits: string } | { readonly problem: string };

export const PHONE_PROBLEM = "The phone number is not valid. Use the international form, for example +1-123-456-7890";

/**
 * Reads a phone number as people write it: plus, minus, spaces, brackets, dots and slashes may stand
 * anywhere, digits of other scripts count. Letters are refused: `+1-800-FLOWERS` with its letters
 * dropped would be somebody else's number.
 */
export function parsePhoneNumber(text: string): ParsedPhone {
  const typed = asciiDigits(text);
  if (typed.trim() === "") return { problem: "The phone number is empty." };
  const digits = typed.replace(/[^0-9]/g, "");
  // 32 digits are more than twice the longest number of E.164.
  if (/\p{L}/u.test(typed) || digits === "" || digits.length > 32) return { problem: PHONE_PROBLEM };
  return { digits };
}

/** Digits only, as `auth.sendCode` wants them (spec/client.md §1.2). */
export function phoneDigits(text: string): string {
  return asciiDigits(text).replace(/[^0-9]/g, "");
}

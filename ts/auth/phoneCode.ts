import { asciiDigits } from "./asciiDigits.js";
import type { CodeDelivery } from "./CodeDelivery.js";

/** A code in the form that Telegram expects, or the words that say why it cannot be one. */
export type ParsedCode = { readonly code: string } | { readonly problem: string };

/**
 * Brings a typed code into the form of spec/client.md §1.3, or refuses it without asking Telegram: every
 * wrong code that is sent counts towards a flood wait.
 */
export function parsePhoneCode(text: string, delivery: CodeDelivery): ParsedCode {
  const typed = text.trim();
  if (typed === "") return { problem: "The code is empty." };
  switch (delivery.type) {
    case "app":
    case "sms":
    case "call":
    case "firebaseSms":
    case "fragmentSms":
      return parseDigits(typed, delivery.length);
    case "flashCall":
      return parseFlashCall(typed, delivery.pattern);
    case "missedCall":
      return parseMissedCall(typed, delivery.prefix, delivery.length);
    case "smsWord":
      return parseWords(typed, delivery.beginning, "word");
    case "smsPhrase":
      return parseWords(typed.replace(/\s+/g, " "), delivery.beginning, "phrase");
    case "unknown":
      return { code: typed };
    default:
      return delivery satisfies never;
  }
}

/** A code of digits, as apps, texts and e-mails carry it: `12 345` and `1-2-3-4-5` are fine. `length` 0: any. */
export function parseDigits(text: string, length: number): ParsedCode {
  const digits = asciiDigits(text).replace(/[\s\p{Pd}._]/gu, "");
  if (digits === "") return { problem: "The code is empty." };
  if (!/^[0-9]+$/.test(digits)) return { problem: "The code has digits only." };
  if (length > 0 && digits.length !== length) return { problem: `The code has ${length} digits.` };
  return { code: digits };
}

function parseFlashCall(text: string, pattern: string): ParsedCode {
  const digits = onlyDigits(text);
  if (digits === null) return { problem: "The calling number has digits only." };
  const mask = pattern.replace(/[^0-9*]/g, "");
  // A mask that is one star, or none at all, says nothing about the length.
  const matches =
    mask === "" || mask === "*" || (mask.length === digits.length && Array.from(mask).every((sign, at) => sign === "*" || sign === digits[at]));
  return matches ? { code: digits } : { problem: `The number of the call looks like ${pattern}.` };
}

function parseMissedCall(text: string, prefix: string, length: number): ParsedCode {
  const digits = onlyDigits(text);
  if (digits === null) return { problem: "The calling number has digits only." };
  if (length <= 0 || digits.length === length) return { code: digits };
  const start = prefix.replace(/[^0-9]/g, "");
  if (digits.length > length && digits.startsWith(start)) return { code: digits.slice(-length) };
  return { problem: `Enter the last ${length} digits of the number that called, or the whole number.` };
}

function onlyDigits(text: string): string | null {
  const digits = asciiDigits(text).replace(/[\s\p{Pd}()+._/]/gu, "");
  return /^[0-9]+$/.test(digits) ? digits : null;
}

function parseWords(text: string, beginning: string | null, what: "word" | "phrase"): ParsedCode {
  if (what === "word" && /\s/.test(text)) return { problem: "The code is one word, without spaces." };
  if (beginning && !text.toLowerCase().startsWith(beginning.toLowerCase())) {
    return { problem: `The ${what} starts with "${beginning}".` };
  }
  return { code: text };
}

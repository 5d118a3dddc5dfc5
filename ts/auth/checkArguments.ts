import { parsePhoneNumber } from "./phoneNumber.js";

// Programs in JavaScript are not held back by types, and each wrong try that is sent counts towards a flood wait.

/** @throws TypeError naming the argument that is no string; one that is undefined too */
export function checkTexts(texts: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value !== "string") throw new TypeError(`${name} must be a string.`);
  }
}

/** For options that may be left out. @throws TypeError naming the one that is no boolean */
export function checkFlags(flags: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(flags)) {
    if (value !== undefined && typeof value !== "boolean") throw new TypeError(`${name} must be a boolean.`);
  }
}

/** @throws TypeError when the options are no object */
export function checkOptions(options: unknown, name = "options"): void {
  if (typeof options !== "object" || options === null) throw new TypeError(`${name} must be an object.`);
}

/** Digits of a phone number. @throws TypeError when it holds none */
export function checkPhoneNumber(phoneNumber: unknown): string {
  if (typeof phoneNumber !== "string") throw new TypeError("phoneNumber must be a string.");
  const parsed = parsePhoneNumber(phoneNumber);
  if ("problem" in parsed) throw new TypeError(`phoneNumber: ${parsed.problem}`);
  return parsed.digits;
}

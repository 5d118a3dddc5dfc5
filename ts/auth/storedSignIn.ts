import { storedForm, type SignInState } from "./SignInState.js";

/** Raised when a field of a stored state changes its meaning; other versions' states are dropped. */
const FORM = 1;

/** The state as bytes for the session file; null when there is nothing worth storing. */
export function encodeSignIn(state: SignInState | null): Uint8Array | null {
  const stored = state && storedForm(state);
  return stored && new TextEncoder().encode(JSON.stringify({ form: FORM, ...stored }));
}

/**
 * Reads what `encodeSignIn` wrote. Anything else, bytes of another version or of nobody at all, is no
 * state: the sign-in then starts over, which costs one more code and nothing else.
 */
export function decodeSignIn(bytes: Uint8Array | null): SignInState | null {
  if (bytes === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("form" in value) || value.form !== FORM) return null;
  const { form: _, ...state } = value;
  return isState(state) ? state : null;
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number";
const flag: Check = (value) => typeof value === "boolean";
const object: Check = (value) => typeof value === "object" && value !== null;
const orNull = (check: Check): Check => (value) => value === null || check(value);
const oneOf = (...words: readonly string[]): Check => (value) => typeof value === "string" && words.includes(value);
/** Nothing nested in a terms or delivery object is used before its own type is looked at. */
const delivery: Check = (value) => object(value) && text(field(value, "type"));
const terms: Check = (value) => object(value) && text(field(value, "id")) && text(field(value, "text"));

const REQUESTED = { phoneNumber: text, phoneCodeHash: text, sinceMs: number };
const RESEND = { nextType: orNull(text), resendAtMs: number };

const FIELDS: { readonly [At in SignInState["at"]]: Readonly<Record<Exclude<keyof Extract<SignInState, { at: At }>, "at">, Check>> } = {
  waitPhone: { asking: oneOf("phoneNumber", "confirmPhone", "botToken"), typed: orNull(text), emptyAnswers: number },
  waitPremiumPurchase: { ...REQUESTED, premiumDays: number, currency: text, amount: text, supportEmailAddress: text },
  waitEmailAddress: REQUESTED,
  waitEmailCode: {
    ...REQUESTED,
    ...RESEND,
    asking: oneOf("emailCode", "confirmEmailReset"),
    address: orNull(text),
    emailPattern: text,
    length: number,
    resetPeriodSec: orNull(number),
    resetDateSec: orNull(number),
  },
  waitCode: { ...REQUESTED, ...RESEND, delivery, asked: flag },
  waitPassword: {
    asking: oneOf("password", "confirmRecovery", "recoveryCode", "newPassword"),
    phoneNumber: orNull(text),
    sinceMs: number,
    hint: orNull(text),
    hasRecovery: flag,
    emailPattern: orNull(text),
    recoveryCode: orNull(text),
  },
  waitSignUp: { ...REQUESTED, terms: orNull(terms), agreed: flag },
  ready: {},
  closing: {},
};

function isState(value: object): value is SignInState {
  const at = field(value, "at");
  const checks = Object.entries(FIELDS).find(([name]) => name === at)?.[1];
  return checks !== undefined && Object.entries(checks).every(([name, check]) => check(field(value, name)));
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

import type { CodeDelivery, NextCodeType } from "./CodeDelivery.js";

/**
 * Where a sign-in stands (spec/client.md §1.1). Plain data that survives `JSON.stringify`: it is kept in
 * the session file, so that the code can be asked for in one process and entered in another. It holds
 * phone_code_hash values, which belong to the auth key of the same file and are worth nothing without it;
 * codes and passwords are never part of it, but for the recovery code (see `WaitPassword`).
 */
export type SignInState =
  | WaitPhone
  | WaitPremiumPurchase
  | WaitEmailAddress
  | WaitEmailCode
  | WaitCode
  | WaitPassword
  | WaitSignUp
  | Ready
  | Closing;

/** Nobody has been named yet. Not worth storing. */
export interface WaitPhone {
  readonly at: "waitPhone";
  readonly asking: "phoneNumber" | "confirmPhone" | "botToken";
  /** The number as typed, while its owner is asked whether it is right. */
  readonly typed: string | null;
  /** Empty answers in a row; the second one gives up. */
  readonly emptyAnswers: number;
}

/** What a code that was asked for leaves behind. */
interface CodeRequested {
  /** As typed; only its digits go to Telegram. */
  readonly phoneNumber: string;
  readonly phoneCodeHash: string;
  /** Wall clock, ms: when the state was entered. */
  readonly sinceMs: number;
}

/** Telegram wants to be paid for this code; only an official app can do that. */
export interface WaitPremiumPurchase extends CodeRequested {
  readonly at: "waitPremiumPurchase";
  readonly premiumDays: number;
  readonly currency: string;
  /** In the currency's smallest unit, as decimal digits (the TL type is long). */
  readonly amount: string;
  readonly supportEmailAddress: string;
}

/** The account has to name an e-mail address for its sign-in codes. */
export interface WaitEmailAddress extends CodeRequested {
  readonly at: "waitEmailAddress";
}

/** A code went to an e-mail address. */
export interface WaitEmailCode extends CodeRequested {
  readonly at: "waitEmailCode";
  readonly asking: "emailCode" | "confirmEmailReset";
  /** The new address during set-up; null when the code signs in. */
  readonly address: string | null;
  readonly emailPattern: string;
  /** Digits of the code; 0: not known. */
  readonly length: number;
  readonly nextType: NextCodeType | null;
  /** Wall clock, ms: from when `auth.resendCode` is allowed. */
  readonly resendAtMs: number;
  /** Seconds from a reset of the e-mail until it takes effect; null: no reset possible. */
  readonly resetPeriodSec: number | null;
  /** Unix time at which a reset already asked for takes effect. */
  readonly resetDateSec: number | null;
}

/** A code went out by any other way. */
export interface WaitCode extends CodeRequested {
  readonly at: "waitCode";
  readonly delivery: CodeDelivery;
  readonly nextType: NextCodeType | null;
  /** Wall clock, ms: from when `auth.resendCode` is allowed. */
  readonly resendAtMs: number;
  /** Whether an answer was already taken: the first question stays as plain as the seed's. */
  readonly asked: boolean;
}

/** Two-step verification. The SRP parameters are single use, so none are kept. */
export interface WaitPassword {
  readonly at: "waitPassword";
  readonly asking: "password" | "confirmRecovery" | "recoveryCode" | "newPassword";
  /** Null when the sign-in was not begun with a number. */
  readonly phoneNumber: string | null;
  readonly sinceMs: number;
  readonly hint: string | null;
  readonly hasRecovery: boolean;
  /** Pattern of the recovery address, known after the recovery code was sent. */
  readonly emailPattern: string | null;
  /**
   * The checked recovery code, while a new password is chosen. It is stored with the rest because the
   * choice may be made in another process, and tells nothing to who holds the auth key beside it.
   */
  readonly recoveryCode: string | null;
}

/** The number has no account yet. */
export interface WaitSignUp extends CodeRequested {
  readonly at: "waitSignUp";
  /** Null when Telegram sent none (the old PHONE_NUMBER_UNOCCUPIED form). */
  readonly terms: SignUpTerms | null;
  /** The terms were agreed to; only the names are still wrong. */
  readonly agreed: boolean;
}

/** Terms of service as they are shown before a sign-up. */
export interface SignUpTerms {
  /** What `help.acceptTermsOfService` wants back. */
  readonly id: string;
  readonly text: string;
  /** Age to confirm, in years; null when none is asked. */
  readonly minAge: number | null;
}

/** Signed in. */
export interface Ready {
  readonly at: "ready";
}

/** A log-out was begun: an interrupted one is finished at the next start. */
export interface Closing {
  readonly at: "closing";
}

/** Where every sign-in starts. */
export const WAIT_PHONE: WaitPhone = { at: "waitPhone", asking: "phoneNumber", typed: null, emptyAnswers: 0 };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a stored state is worth going on with; TDLib's figures (spec/client.md §1.1). */
const LIFETIME_MS: Readonly<Record<SignInState["at"], number>> = {
  waitPhone: Infinity,
  waitPremiumPurchase: DAY_MS,
  waitEmailAddress: 5 * MINUTE_MS,
  waitEmailCode: 5 * MINUTE_MS,
  waitCode: 5 * MINUTE_MS,
  waitPassword: DAY_MS,
  waitSignUp: DAY_MS,
  ready: Infinity,
  closing: Infinity,
};

/** Whether the state is too old to go on with. A clock that was set back makes no state old. */
export function isOver(state: SignInState, nowMs: number): boolean {
  return "sinceMs" in state && nowMs - state.sinceMs > LIFETIME_MS[state.at];
}

/** What is worth storing: `waitPhone` holds nothing, and `ready` is the session's own business. */
export function storedForm(state: SignInState): SignInState | null {
  return state.at === "waitPhone" || state.at === "ready" ? null : state;
}

import type { CodeDelivery, NextCodeType } from "./CodeDelivery.js";
import type { SignUpTerms } from "./SignInState.js";

/** What the flow wants to know next, as plain data: a terminal, a web page or a test can put it. */
export type Question =
  | PhoneNumberQuestion
  | ConfirmPhoneQuestion
  | BotTokenQuestion
  | PhoneCodeQuestion
  | EmailAddressQuestion
  | EmailCodeQuestion
  | ConfirmEmailResetQuestion
  | PasswordQuestion
  | ConfirmRecoveryQuestion
  | RecoveryCodeQuestion
  | NewPasswordQuestion
  | SignUpQuestion;

export type QuestionKind = Question["kind"];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { readonly kind: K }>;

/** The type of the answer to each question. */
export interface Answers {
  /** A phone number in any notation, or a bot token (it has a colon). */
  readonly phoneNumber: string;
  readonly confirmPhone: boolean;
  readonly botToken: string;
  /** Empty: send it again. */
  readonly phoneCode: string;
  readonly emailAddress: string;
  /** Empty: send it again, or give the address up. */
  readonly emailCode: string;
  readonly confirmEmailReset: boolean;
  /** Taken as it is, spaces included. Empty: recover. */
  readonly password: string;
  readonly confirmRecovery: boolean;
  /** Empty: back to the password. */
  readonly recoveryCode: string;
  /** Null: no new password, two-step verification is switched off. */
  readonly newPassword: NewPassword | null;
  /** Null: the terms were not agreed to. */
  readonly signUp: SignUpNames | null;
}

export type Answer = Answers[QuestionKind];

export interface NewPassword {
  readonly password: string;
  /** Shown to whoever is asked for the password; empty for none. */
  readonly hint: string;
}

export interface SignUpNames {
  /** 1–64 characters after trimming. */
  readonly firstName: string;
  /** 0–64 characters. */
  readonly lastName: string;
}

export interface PhoneNumberQuestion {
  readonly kind: "phoneNumber";
}

export interface ConfirmPhoneQuestion {
  readonly kind: "confirmPhone";
  /** As typed. */
  readonly phoneNumber: string;
}

export interface BotTokenQuestion {
  readonly kind: "botToken";
}

export interface PhoneCodeQuestion {
  readonly kind: "phoneCode";
  readonly phoneNumber: string;
  readonly delivery: CodeDelivery;
  /** How an empty answer would send the code again; null: it cannot be sent again. */
  readonly nextType: NextCodeType | null;
  /** Seconds until it can be sent again, counted from when the question was put. */
  readonly resendInSec: number;
  /** Whether an earlier answer to this question was not taken. */
  readonly isRepeated: boolean;
}

export interface EmailAddressQuestion {
  readonly kind: "emailAddress";
}

export interface EmailCodeQuestion {
  readonly kind: "emailCode";
  readonly emailPattern: string;
  /** Digits of the code; 0: not known. */
  readonly length: number;
  /** Whether the address is being set up; otherwise the code signs in. */
  readonly isSetUp: boolean;
}

export interface ConfirmEmailResetQuestion {
  readonly kind: "confirmEmailReset";
  readonly emailPattern: string;
  /** Seconds until the reset would take effect; 0: at once. */
  readonly waitSec: number;
}

export interface PasswordQuestion {
  readonly kind: "password";
  readonly hint: string | null;
  /** Whether an empty answer starts the recovery by e-mail. */
  readonly hasRecovery: boolean;
}

export interface ConfirmRecoveryQuestion {
  readonly kind: "confirmRecovery";
  /** Pattern of the address; Telegram names it only after a code was sent there once. */
  readonly emailPattern: string | null;
}

export interface RecoveryCodeQuestion {
  readonly kind: "recoveryCode";
  readonly emailPattern: string;
}

export interface NewPasswordQuestion {
  readonly kind: "newPassword";
}

export interface SignUpQuestion {
  readonly kind: "signUp";
  /** Null when Telegram sent none, or when they were already agreed to. */
  readonly terms: SignUpTerms | null;
}

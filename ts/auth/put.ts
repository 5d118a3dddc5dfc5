import { deliveryWords, digits, resendWords } from "./deliveryWords.js";
import { dateWords, durationWords } from "./durationWords.js";
import type { Question } from "./Question.js";
import type { SignInState } from "./SignInState.js";
import type { Refusal, SignInStep } from "./SignInStep.js";

/** States in which nothing is asked. */
export type AskingState = Exclude<SignInState, { readonly at: "ready" | "closing" | "waitPremiumPurchase" }>;

export function isAsking(state: SignInState): state is AskingState {
  return state.at !== "ready" && state.at !== "closing" && state.at !== "waitPremiumPurchase";
}

/** Asks what a freshly entered state needs, and explains it. */
export function enter(state: AskingState, nowMs: number, notices: readonly string[] = []): SignInStep {
  return ask(state, nowMs, [...notices, ...explanations(state, nowMs)], null);
}

/** Asks once more, after `refusal` or with mere `notices`. */
export function askAgain(state: AskingState, nowMs: number, reason: Refusal | readonly string[]): SignInStep {
  const refusal = "words" in reason ? reason : null;
  const notices = "words" in reason ? [reason.words] : reason;
  const seen = state.at === "waitCode" ? { ...state, asked: true } : state;
  const again = seen.at === "waitPassword" && seen.asking === "password" ? explanations(seen, nowMs) : [];
  return ask(seen, nowMs, [...notices, ...again], refusal);
}

function ask(state: AskingState, nowMs: number, notices: readonly string[], refusal: Refusal | null): SignInStep {
  return { state, notices, refusal, next: { do: "ask", question: questionOf(state, nowMs) } };
}

/** Seconds until a resend is allowed; 0: now. */
export function resendInSec(state: { readonly resendAtMs: number }, nowMs: number): number {
  return Math.max(0, Math.ceil((state.resendAtMs - nowMs) / 1000));
}

function questionOf(state: AskingState, nowMs: number): Question {
  switch (state.at) {
    case "waitPhone":
      // typed is set whenever confirmPhone is asked; the empty text only pleases the type.
      if (state.asking === "confirmPhone") return { kind: "confirmPhone", phoneNumber: state.typed ?? "" };
      return { kind: state.asking };
    case "waitCode":
      return {
        kind: "phoneCode",
        phoneNumber: state.phoneNumber,
        delivery: state.delivery,
        nextType: state.nextType,
        resendInSec: resendInSec(state, nowMs),
        isRepeated: state.asked,
      };
    case "waitEmailAddress":
      return { kind: "emailAddress" };
    case "waitEmailCode":
      if (state.asking === "confirmEmailReset") {
        return { kind: "confirmEmailReset", emailPattern: state.emailPattern, waitSec: state.resetPeriodSec ?? 0 };
      }
      return { kind: "emailCode", emailPattern: state.emailPattern, length: state.length, isSetUp: state.address !== null };
    case "waitPassword":
      return passwordQuestion(state);
    case "waitSignUp":
      return { kind: "signUp", terms: state.agreed ? null : state.terms };
    default:
      return state satisfies never;
  }
}

function passwordQuestion(state: Extract<AskingState, { readonly at: "waitPassword" }>): Question {
  switch (state.asking) {
    case "password":
      return { kind: "password", hint: state.hint, hasRecovery: state.hasRecovery };
    case "confirmRecovery":
      return { kind: "confirmRecovery", emailPattern: state.emailPattern };
    case "recoveryCode":
      return { kind: "recoveryCode", emailPattern: state.emailPattern ?? "your recovery e-mail address" };
    case "newPassword":
      return { kind: "newPassword" };
    default:
      return state.asking satisfies never;
  }
}

/** A code that passes through a chat is revoked by the server, and then looks expired (spec/client.md §1.3). */
const CHAT_WARNING = "Type it here only: a code that is sent through a Telegram chat is voided at once.";

function explanations(state: AskingState, nowMs: number): readonly string[] {
  switch (state.at) {
    case "waitPhone":
      return [];
    case "waitCode": {
      const resend = state.nextType === null ? [] : [resendWords(state.nextType, resendInSec(state, nowMs))];
      const warning = state.delivery.type === "app" ? [CHAT_WARNING] : [];
      return [deliveryWords(state.delivery), ...warning, ...resend];
    }
    case "waitEmailAddress":
      return ["Telegram wants an e-mail address for sign-in codes."];
    case "waitEmailCode":
      return [`The code was sent to ${state.emailPattern}${digits(state.length)}.`, ...emailResetWords(state)];
    case "waitPassword":
      if (state.asking === "password") return state.hint === null ? [] : [`Password hint: ${state.hint}`];
      if (state.asking === "recoveryCode" && state.emailPattern !== null) return [`A recovery code was sent to ${state.emailPattern}.`];
      return state.asking === "newPassword" ? ["Without a new password, two-step verification will be switched off."] : [];
    case "waitSignUp":
      return ["This number has no Telegram account yet. One can be made now."];
    default:
      return state satisfies never;
  }
}

function emailResetWords(state: Extract<AskingState, { readonly at: "waitEmailCode" }>): readonly string[] {
  if (state.resetDateSec !== null) return [`E-mail reset possible on ${dateWords(state.resetDateSec)}`];
  if (state.address !== null || state.resetPeriodSec === null) return [];
  const when = state.resetPeriodSec > 0 ? `, after a wait of ${durationWords(state.resetPeriodSec)}` : "";
  return [`Leave the answer empty if you cannot read that mail: the code can go to your phone${when}.`];
}

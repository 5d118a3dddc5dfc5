import type { RpcError, SignInError } from "../errors/index.js";
import type { tl } from "../tl/index.js";
import type { Answer, Question } from "./Question.js";
import type { EffectResult, SignInEffect } from "./SignInEffect.js";
import type { SignInState } from "./SignInState.js";

/** What happens to a sign-in. */
export type SignInInput =
  /** Begin, or go on from a stored state. `phoneNumber`: the one that is set beforehand, if any. */
  | { readonly type: "start"; readonly isBot: boolean; readonly phoneNumber: string | null }
  /** `isConfirmed`: a phone number in it needs no second look. */
  | { readonly type: "answer"; readonly answer: Answer; readonly isConfirmed: boolean }
  | { readonly type: "result"; readonly effect: SignInEffect; readonly result: EffectResult }
  | { readonly type: "error"; readonly effect: SignInEffect; readonly error: RpcError }
  /** `updateSentPhoneCode` arrived: a paid code is on its way. */
  | { readonly type: "sentCode"; readonly sentCode: tl.AuthSentCode };

/** What to do now. */
export type NextStep =
  | { readonly do: "ask"; readonly question: Question }
  | { readonly do: "run"; readonly effect: SignInEffect }
  /** Signed in. `termsId`: terms to accept now that the account exists. */
  | { readonly do: "finish"; readonly authorization: Authorized; readonly termsId: string | null }
  | { readonly do: "fail"; readonly error: SignInError }
  /** Logged out. */
  | { readonly do: "leave"; readonly futureAuthToken: Uint8Array | null };

export type Authorized = Extract<tl.AuthAuthorization, { readonly _: "auth.authorization" }>;

/** An answer that was not taken, so that it is not offered again by itself. */
export interface Refusal {
  /** Why, for people. */
  readonly words: string;
  /** Telegram's answer; null when the answer was not even sent. */
  readonly error: RpcError | null;
}

export interface SignInStep {
  readonly state: SignInState;
  /** Explanations for the person, in order. */
  readonly notices: readonly string[];
  readonly refusal: Refusal | null;
  readonly next: NextStep;
}

/** A step that only calls Telegram; `refusal`: what made the call necessary, if an answer was not taken. */
export function run(state: SignInState, effect: SignInEffect, refusal: Refusal | null = null): SignInStep {
  return { state, notices: refusal === null ? [] : [refusal.words], refusal, next: { do: "run", effect } };
}

/** A step that ends the attempt; `state` is what a later attempt goes on from. */
export function fail(state: SignInState, error: SignInError): SignInStep {
  return { state, notices: [], refusal: null, next: { do: "fail", error } };
}

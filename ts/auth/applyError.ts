import { SignInError, type RpcError } from "../errors/index.js";
import { WITHOUT_RECOVERY } from "./answerPassword.js";
import { enterSignUp, phoneOf } from "./applyResult.js";
import { askAgain, enter, isAsking, type AskingState } from "./put.js";
import { reactionTo, type Reaction } from "./reactions.js";
import type { SignInEffect } from "./SignInEffect.js";
import { WAIT_PHONE, type SignInState, type WaitPassword } from "./SignInState.js";
import { fail, run, type Refusal, type SignInStep } from "./SignInStep.js";

/** Takes a refusal of Telegram. */
export function applyError(state: SignInState, effect: SignInEffect, error: RpcError, nowMs: number): SignInStep {
  if (effect.kind === "logOut" && error.code === 401) {
    return { state: WAIT_PHONE, notices: [], refusal: null, next: { do: "leave", futureAuthToken: null } };
  }
  const reaction = reactionTo(effect.kind, error);
  if (isAsking(state) && goesOnRegardless(state, effect, reaction)) return enter(state, nowMs);
  return react(state, effect, error, reaction, nowMs);
}

/** Two effects only try their luck: the look whether the key is signed in, and the trade of a Firebase code. */
function goesOnRegardless(state: SignInState, effect: SignInEffect, reaction: Reaction): boolean {
  if (effect.kind === "getSelf") return reaction.do !== "needPassword" || state.at === "waitPassword";
  return effect.kind === "resendCode" && effect.isAutomatic && reaction.do !== "needPassword";
}

function react(state: SignInState, effect: SignInEffect, error: RpcError, reaction: Reaction, nowMs: number): SignInStep {
  switch (reaction.do) {
    case "needPassword":
      return run(state, { kind: "getPassword", interrupted: effect.kind === "checkPassword" ? null : effect });
    case "needSignUp":
      return enterSignUp(state, effect, null, nowMs);
    case "newCode":
      return newCode(state, effect, { words: reaction.words, error }, nowMs);
    case "repeat": {
      const tries = (effect.tries ?? 0) + 1;
      if (tries > reaction.times) return fail(state, new SignInError(reaction.words, { cause: error }));
      return run(state, { ...effect, tries });
    }
    case "newEmailCode":
      if (state.at !== "waitEmailCode" || state.address === null) return newCode(state, effect, { words: reaction.words, error }, nowMs);
      return run(
        state,
        { kind: "sendEmailCode", phoneNumber: state.phoneNumber, phoneCodeHash: state.phoneCodeHash, address: state.address },
        { words: reaction.words, error },
      );
    case "emailResetPending":
      if (state.at !== "waitEmailCode") break;
      return enter({ ...state, resetDateSec: Math.floor(nowMs / 1000) + (state.resetPeriodSec ?? 0) }, nowMs);
    case "stop":
      return fail(WAIT_PHONE, new SignInError(reaction.words, { cause: error }));
    case "pause":
      return fail(state, new SignInError(reaction.words, { cause: error }));
    default:
      if (isAsking(state)) return refuse(state, { words: reaction.words, error }, reaction.do, nowMs);
  }
  return fail(WAIT_PHONE, new SignInError(`Telegram refused a step of the sign-in (${error.text}).`, { cause: error }));
}

type Asking = Extract<Reaction["do"], `ask${string}` | "noResend" | "noRecovery">;

/** The reactions that lead to a question. */
function refuse(state: AskingState, refusal: Refusal, how: Asking, nowMs: number): SignInStep {
  switch (how) {
    case "askAgain":
      return askAgain(state, nowMs, refusal);
    case "askPhone":
      return askAgain(WAIT_PHONE, nowMs, refusal);
    case "askEmailAddress":
      if (!("phoneCodeHash" in state)) return askAgain(state, nowMs, refusal);
      return askAgain(
        { at: "waitEmailAddress", phoneNumber: state.phoneNumber, phoneCodeHash: state.phoneCodeHash, sinceMs: state.sinceMs },
        nowMs,
        refusal,
      );
    case "noResend":
      if (state.at !== "waitCode" && state.at !== "waitEmailCode") return askAgain(state, nowMs, refusal);
      return askAgain({ ...state, nextType: null }, nowMs, refusal);
    case "noRecovery":
      return backToPassword(state, { hasRecovery: false }, { ...refusal, words: `${refusal.words} ${WITHOUT_RECOVERY}` }, nowMs);
    case "askPassword":
      return backToPassword(state, { recoveryCode: null }, refusal, nowMs);
    case "askRecoveryCode":
      if (state.at !== "waitPassword") return askAgain(state, nowMs, refusal);
      return askAgain({ ...state, asking: "recoveryCode", recoveryCode: null }, nowMs, refusal);
    default:
      return how satisfies never;
  }
}

function backToPassword(state: AskingState, patch: Partial<WaitPassword>, refusal: Refusal, nowMs: number): SignInStep {
  if (state.at !== "waitPassword") return askAgain(state, nowMs, refusal);
  return askAgain({ ...state, ...patch, asking: "password" }, nowMs, refusal);
}

/** A new code for the same number, or the number again when it was never given. */
function newCode(state: SignInState, effect: SignInEffect, refusal: Refusal, nowMs: number): SignInStep {
  const phoneNumber = phoneOf(state, effect);
  if (phoneNumber === null) return askAgain(WAIT_PHONE, nowMs, refusal);
  return run(state, { kind: "sendCode", phoneNumber }, refusal);
}

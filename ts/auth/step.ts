import { SignInError } from "../errors/index.js";
import { applyAnswer } from "./applyAnswer.js";
import { applyError } from "./applyError.js";
import { applyResult, receiveSentCode } from "./applyResult.js";
import { phoneDigits } from "./phoneNumber.js";
import { enter } from "./put.js";
import { isOver, WAIT_PHONE, type SignInState } from "./SignInState.js";
import { fail, run, type SignInInput, type SignInStep } from "./SignInStep.js";

/**
 * The sign-in of spec/client.md §1 as a pure function: from a state and what happened to the next state and
 * what to ask or to call. It reads no clock (`nowMs` is wall time), keeps nothing, and never throws on what
 * Telegram or a person says. Every state it returns may be stored and gone on from, also by another process;
 * the effect that runs meanwhile is not part of it, so a crash repeats a question at worst.
 */
export function step(state: SignInState, input: SignInInput, nowMs: number): SignInStep {
  switch (input.type) {
    case "start":
      return start(state, input, nowMs);
    case "answer":
      return applyAnswer(state, input, nowMs);
    case "result":
      return applyResult(state, input.effect, input.result, nowMs);
    case "error":
      return applyError(state, input.effect, input.error, nowMs);
    case "sentCode":
      if (!("phoneNumber" in state) || state.phoneNumber === null) {
        return fail(state, new SignInError("A sign-in code was announced, but no sign-in waits for one."));
      }
      return receiveSentCode(state, state.phoneNumber, input.sentCode, nowMs);
    default:
      return input satisfies never;
  }
}

function start(state: SignInState, input: Extract<SignInInput, { readonly type: "start" }>, nowMs: number): SignInStep {
  if (state.at === "closing") return run(state, { kind: "logOut" });
  const fresh = { ...WAIT_PHONE, asking: input.isBot ? "botToken" : "phoneNumber" } as const;
  // A paid code is announced by an update, which only the process that asked for it can hear.
  const isNew = state.at === "waitPhone" || state.at === "ready" || state.at === "waitPremiumPurchase";
  if (isNew || input.isBot || isForAnother(state, input.phoneNumber)) return enter(fresh, nowMs);
  if (isOver(state, nowMs)) return enter(fresh, nowMs, ["The sign-in that was begun is too old to go on with: it starts over."]);
  // A crash between Telegram's yes and its being stored looks like an unfinished sign-in (§1.1, rule 2).
  return { ...run(state, { kind: "getSelf" }), notices: ["Going on with the sign-in that was begun."] };
}

/** Whether the number that is set now is not the one that the stored sign-in was begun with. */
function isForAnother(state: SignInState, phoneNumber: string | null): boolean {
  if (phoneNumber === null || !("phoneNumber" in state) || state.phoneNumber === null) return false;
  return phoneDigits(phoneNumber) !== phoneDigits(state.phoneNumber);
}

import { SignInError } from "../errors/index.js";
import { answerCode, answerEmailAddress, answerEmailCode } from "./answerCode.js";
import { answerPassword } from "./answerPassword.js";
import { answerSignUp } from "./answerSignUp.js";
import { PHONE_PROBLEM, parsePhoneNumber } from "./phoneNumber.js";
import { askAgain, enter } from "./put.js";
import type { Answer } from "./Question.js";
import { WAIT_PHONE, type SignInState, type WaitPhone } from "./SignInState.js";
import { fail, run, type SignInInput, type SignInStep } from "./SignInStep.js";

/** Takes the answer to the question of `state`. One of a wrong type counts as no answer. */
export function applyAnswer(state: SignInState, input: Extract<SignInInput, { readonly type: "answer" }>, nowMs: number): SignInStep {
  const { answer } = input;
  switch (state.at) {
    case "waitPhone":
      return answerPhone(state, answer, input.isConfirmed, nowMs);
    case "waitCode":
      return answerCode(state, textOf(answer), nowMs);
    case "waitEmailAddress":
      return answerEmailAddress(state, textOf(answer).trim(), nowMs);
    case "waitEmailCode":
      return answerEmailCode(state, answer, nowMs);
    case "waitPassword":
      return answerPassword(state, answer, nowMs);
    case "waitSignUp":
      return answerSignUp(state, answer, nowMs);
    case "waitPremiumPurchase":
    case "ready":
    case "closing":
      return fail(state, new SignInError("Nothing was asked, so nothing can be answered."));
    default:
      return state satisfies never;
  }
}

function textOf(answer: Answer): string {
  return typeof answer === "string" ? answer : "";
}

function answerPhone(state: WaitPhone, answer: Answer, isConfirmed: boolean, nowMs: number): SignInStep {
  if (state.asking === "confirmPhone") {
    if (answer !== true || state.typed === null) return enter(WAIT_PHONE, nowMs);
    return run(WAIT_PHONE, { kind: "sendCode", phoneNumber: state.typed });
  }
  const typed = textOf(answer).trim();
  if (typed.includes(":") || state.asking === "botToken") return answerBotToken(state, typed, nowMs);
  if (typed === "") return emptyPhone(state, nowMs);
  const parsed = parsePhoneNumber(typed);
  if ("problem" in parsed) return askAgain(WAIT_PHONE, nowMs, { words: parsed.problem, error: null });
  if (isConfirmed) return run(WAIT_PHONE, { kind: "sendCode", phoneNumber: typed });
  return enter({ at: "waitPhone", asking: "confirmPhone", typed, emptyAnswers: 0 }, nowMs);
}

/** An empty answer may be a slip of the key; a second one is a wish to leave (§1.12). */
function emptyPhone(state: WaitPhone, nowMs: number): SignInStep {
  if (state.emptyAnswers > 0) return fail(WAIT_PHONE, new SignInError(`No phone number was given. ${PHONE_PROBLEM}`));
  const words = "The phone number is empty. Leave it empty once more to give up.";
  return askAgain({ ...WAIT_PHONE, emptyAnswers: 1 }, nowMs, { words, error: null });
}

function answerBotToken(state: WaitPhone, token: string, nowMs: number): SignInStep {
  if (/^\d+:\S+$/.test(token)) return run(state, { kind: "importBot", token });
  const words = "This is no bot token. @BotFather gives them in the form 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
  if (state.emptyAnswers > 0) return fail(WAIT_PHONE, new SignInError(words));
  return askAgain({ ...state, emptyAnswers: token === "" ? 1 : 0 }, nowMs, { words, error: null });
}

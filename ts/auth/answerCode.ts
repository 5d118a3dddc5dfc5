import { durationWords } from "./durationWords.js";
import { emailProblem } from "./emailAddress.js";
import { parseDigits, parsePhoneCode } from "./phoneCode.js";
import { askAgain, resendInSec } from "./put.js";
import type { Answer } from "./Question.js";
import type { WaitCode, WaitEmailAddress, WaitEmailCode } from "./SignInState.js";
import { run, type SignInStep } from "./SignInStep.js";

/** Takes a sign-in code; an empty one asks for a resend. */
export function answerCode(state: WaitCode, text: string, nowMs: number): SignInStep {
  if (text.trim() === "") return resend(state, nowMs) ?? askAgain(state, nowMs, { words: "The code is empty.", error: null });
  const parsed = parsePhoneCode(text, state.delivery);
  if ("problem" in parsed) return askAgain(state, nowMs, { words: parsed.problem, error: null });
  const { phoneNumber, phoneCodeHash } = state;
  const seen = { ...state, asked: true };
  return run(seen, { kind: "signIn", phoneNumber, phoneCodeHash, code: parsed.code, isEmailCode: false });
}

/** A resend, or the words that say when it can be had; null when Telegram offers none. */
function resend(state: WaitCode | WaitEmailCode, nowMs: number): SignInStep | null {
  if (state.nextType === null) return null;
  const waitSec = resendInSec(state, nowMs);
  if (waitSec > 0) {
    return askAgain(state, nowMs, { words: `The code can be sent again in ${durationWords(waitSec)}.`, error: null });
  }
  const { phoneNumber, phoneCodeHash } = state;
  return run(state, { kind: "resendCode", phoneNumber, phoneCodeHash, isAutomatic: false });
}

/** Takes the address for sign-in codes. */
export function answerEmailAddress(state: WaitEmailAddress, address: string, nowMs: number): SignInStep {
  const problem = emailProblem(address);
  if (problem !== null) return askAgain(state, nowMs, { words: problem, error: null });
  const { phoneNumber, phoneCodeHash } = state;
  return run(state, { kind: "sendEmailCode", phoneNumber, phoneCodeHash, address });
}

/** Takes a code from an e-mail, or the yes to do without that e-mail. */
export function answerEmailCode(state: WaitEmailCode, answer: Answer, nowMs: number): SignInStep {
  const { phoneNumber, phoneCodeHash } = state;
  if (state.asking === "confirmEmailReset") {
    const back = { ...state, asking: "emailCode" } as const;
    if (answer !== true) return askAgain(back, nowMs, []);
    return run(back, { kind: "resetLoginEmail", phoneNumber, phoneCodeHash });
  }
  const text = typeof answer === "string" ? answer : "";
  if (text.trim() === "") return emptyEmailCode(state, nowMs);
  const parsed = parseDigits(text, state.length);
  if ("problem" in parsed) return askAgain(state, nowMs, { words: parsed.problem, error: null });
  if (state.address !== null) return run(state, { kind: "verifyEmail", phoneNumber, phoneCodeHash, code: parsed.code });
  return run(state, { kind: "signIn", phoneNumber, phoneCodeHash, code: parsed.code, isEmailCode: true });
}

function emptyEmailCode(state: WaitEmailCode, nowMs: number): SignInStep {
  const { phoneNumber, phoneCodeHash, address } = state;
  if (address !== null) return run(state, { kind: "sendEmailCode", phoneNumber, phoneCodeHash, address });
  const canReset = state.resetPeriodSec !== null && state.resetDateSec === null;
  if (canReset) return enterReset(state, nowMs);
  return resend(state, nowMs) ?? askAgain(state, nowMs, { words: "The code is empty.", error: null });
}

function enterReset(state: WaitEmailCode, nowMs: number): SignInStep {
  const when = state.resetPeriodSec ? `after a wait of ${durationWords(state.resetPeriodSec)}` : "at once";
  return askAgain({ ...state, asking: "confirmEmailReset" }, nowMs, [
    `Without access to ${state.emailPattern}, sign-in codes can go to your phone instead, ${when}.`,
  ]);
}

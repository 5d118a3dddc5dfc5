import { SignInError } from "../errors/index.js";
import { askAgain } from "./put.js";
import type { Answer } from "./Question.js";
import { WAIT_PHONE, type WaitSignUp } from "./SignInState.js";
import { fail, run, type SignInStep } from "./SignInStep.js";

/** Longest name that Telegram takes, in characters. */
const NAME_LENGTH = 64;

/** Takes the names of a new account; whoever gives them has agreed to the terms. */
export function answerSignUp(state: WaitSignUp, answer: Answer, nowMs: number): SignInStep {
  if (answer === null) {
    return fail(WAIT_PHONE, new SignInError("Without agreeing to the terms of service there is no account. Nothing was made."));
  }
  const agreed = { ...state, agreed: true };
  if (typeof answer !== "object" || !("firstName" in answer)) {
    return askAgain(state, nowMs, { words: "A first name is needed.", error: null });
  }
  const firstName = answer.firstName.trim();
  const lastName = answer.lastName.trim();
  const problem = nameProblem(firstName, lastName);
  if (problem !== null) return askAgain(agreed, nowMs, { words: problem, error: null });
  const { phoneNumber, phoneCodeHash } = state;
  return run(agreed, { kind: "signUp", phoneNumber, phoneCodeHash, firstName, lastName });
}

function nameProblem(firstName: string, lastName: string): string | null {
  if (firstName === "") return "A first name is needed.";
  if (Array.from(firstName).length > NAME_LENGTH) return `The first name is too long (${NAME_LENGTH} characters at most).`;
  if (Array.from(lastName).length > NAME_LENGTH) return `The last name is too long (${NAME_LENGTH} characters at most).`;
  return null;
}

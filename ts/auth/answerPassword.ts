import { askAgain, enter } from "./put.js";
import type { Answer } from "./Question.js";
import type { WaitPassword } from "./SignInState.js";
import { run, type SignInStep } from "./SignInStep.js";

/** Takes the password, or a step of its recovery by e-mail (spec/client.md §1.7). */
export function answerPassword(state: WaitPassword, answer: Answer, nowMs: number): SignInStep {
  switch (state.asking) {
    case "password":
      // Not trimmed: spaces may be part of it.
      if (typeof answer === "string" && answer !== "") return run(state, { kind: "checkPassword", password: answer });
      if (state.hasRecovery) return enter({ ...state, asking: "confirmRecovery" }, nowMs);
      return askAgain(state, nowMs, { words: WITHOUT_RECOVERY, error: null });
    case "confirmRecovery":
      if (answer === true) return run(state, { kind: "requestRecovery" });
      return enter({ ...state, asking: "password" }, nowMs);
    case "recoveryCode": {
      const code = typeof answer === "string" ? answer.replace(/[\s-]/g, "") : "";
      if (code === "") return enter({ ...state, asking: "password" }, nowMs);
      return run(state, { kind: "checkRecovery", code });
    }
    case "newPassword":
      return answerNewPassword(state, answer, nowMs);
    default:
      return state.asking satisfies never;
  }
}

/** What is left to somebody who forgot the password and set no recovery address: nothing that is done here. */
export const WITHOUT_RECOVERY =
  "The password is needed: this account has no recovery e-mail address. " +
  "Without it, change or reset the password on a device that is signed in (a reset takes 7 days), or delete the account.";

function answerNewPassword(state: WaitPassword, answer: Answer, nowMs: number): SignInStep {
  if (state.recoveryCode === null) return enter({ ...state, asking: "recoveryCode" }, nowMs);
  if (answer === null) return run(state, { kind: "recoverPassword", code: state.recoveryCode, newPassword: null });
  if (typeof answer !== "object" || !("password" in answer) || answer.password === "") {
    return askAgain(state, nowMs, { words: "The new password is empty.", error: null });
  }
  if (answer.hint === answer.password) {
    return askAgain(state, nowMs, { words: "The hint must not be the password: everybody can read it.", error: null });
  }
  return run(state, { kind: "recoverPassword", code: state.recoveryCode, newPassword: answer });
}

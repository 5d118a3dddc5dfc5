import { PromptError } from "../errors/index.js";
import type { Prompter } from "./Prompter.js";
import type { QuestionKind } from "./Question.js";

/** A prompter of just some callbacks: what they do not cover cannot be answered, and says so at once. */
export function callbackPrompter(callbacks: Partial<Prompter>): Prompter {
  return {
    phoneNumber: missing("phoneNumber"),
    confirmPhone: missing("confirmPhone"),
    botToken: missing("botToken"),
    phoneCode: missing("phoneCode"),
    emailAddress: missing("emailAddress"),
    emailCode: missing("emailCode"),
    confirmEmailReset: missing("confirmEmailReset"),
    password: missing("password"),
    confirmRecovery: missing("confirmRecovery"),
    recoveryCode: missing("recoveryCode"),
    newPassword: missing("newPassword"),
    signUp: missing("signUp"),
    notify: () => undefined,
    ...callbacks,
  };
}

function missing(kind: QuestionKind): () => Promise<never> {
  return () => Promise.reject(new PromptError(`Signing in needs an answer to "${kind}", and no callback gives it.`));
}

import { callbackPrompter } from "../../ts/auth/callbackPrompter.js";
import { PromptError } from "../../ts/errors/index.js";
import type { Prompter } from "../../ts/auth/Prompter.js";
import type { Answers, Question, QuestionKind } from "../../ts/auth/Question.js";

type Line = { readonly [K in QuestionKind]: readonly [kind: K, answer: Answers[K] | Error] }[QuestionKind];

export interface Person {
  readonly prompter: Prompter;
  /** Questions put and explanations given, in order: what a person saw. */
  readonly seen: string[];
  readonly questions: Question[];
  /** Answers that were not asked for. */
  readonly left: Line[];
}

/** A person who answers from a script, and has no answer (a PromptError) after it. */
export function person(...script: readonly Line[]): Person {
  const left = [...script];
  const seen: string[] = [];
  const questions: Question[] = [];
  const take = <K extends QuestionKind>(kind: K) => (question: Question): Promise<Answers[K]> => {
    seen.push(`? ${kind}`);
    questions.push(question);
    const next = left.shift();
    if (next === undefined) return Promise.reject(new PromptError(`No answer to ${kind}.`));
    if (next[0] !== kind) return Promise.reject(new Error(`Asked ${kind}, scripted ${next[0]}.`));
    if (next[1] instanceof Error) return Promise.reject(next[1]);
    return Promise.resolve(next[1] as Answers[K]);
  };
  const prompter = callbackPrompter({
    phoneNumber: take("phoneNumber"),
    confirmPhone: take("confirmPhone"),
    botToken: take("botToken"),
    phoneCode: take("phoneCode"),
    emailAddress: take("emailAddress"),
    emailCode: take("emailCode"),
    confirmEmailReset: take("confirmEmailReset"),
    password: take("password"),
    confirmRecovery: take("confirmRecovery"),
    recoveryCode: take("recoveryCode"),
    newPassword: take("newPassword"),
    signUp: take("signUp"),
    notify: (text) => seen.push(text),
    signedIn: () => seen.push("signed in"),
  });
  return { prompter, seen, questions, left };
}

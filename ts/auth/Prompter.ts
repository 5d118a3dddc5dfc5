import { PromptError } from "../errors/index.js";
import type { Answers, QuestionKind, QuestionOf } from "./Question.js";

/** What goes with a question. */
export interface PromptOptions {
  /** Aborted when the answer is not wanted any more: stop asking and reject. */
  readonly signal: AbortSignal;
}

type Ask<K extends QuestionKind> = (question: QuestionOf<K>, options: PromptOptions) => Answers[K] | Promise<Answers[K]>;

/**
 * Whoever answers for the person: a terminal, a window, a test. Reject with `PromptError` when no answer can
 * be had, with `GaveUpError` when the person wants to leave; both end the sign-in.
 */
export interface Prompter {
  /** A phone number in any notation, or a bot token. */
  readonly phoneNumber: Ask<"phoneNumber">;
  readonly confirmPhone: Ask<"confirmPhone">;
  readonly botToken: Ask<"botToken">;
  /** The code; empty to have it sent again. */
  readonly phoneCode: Ask<"phoneCode">;
  readonly emailAddress: Ask<"emailAddress">;
  readonly emailCode: Ask<"emailCode">;
  readonly confirmEmailReset: Ask<"confirmEmailReset">;
  /** The two-step password; empty to recover it. Must not be echoed. */
  readonly password: Ask<"password">;
  readonly confirmRecovery: Ask<"confirmRecovery">;
  readonly recoveryCode: Ask<"recoveryCode">;
  /** Null: no new password. */
  readonly newPassword: Ask<"newPassword">;
  /** Shows the terms, asks for consent and age, then for the names. Null: no consent. */
  readonly signUp: Ask<"signUp">;
  /** An explanation that needs no answer. */
  notify(text: string): void;
  /** The sign-in is done, after at least one question. */
  signedIn?(): void;
}

/** The person gave up (Ctrl-C): the code is called off and nothing of the sign-in is kept. */
export class GaveUpError extends PromptError {
  override readonly name: string = "GaveUpError";
}

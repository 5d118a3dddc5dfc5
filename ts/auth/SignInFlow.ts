import { ClientStateError, PromptError } from "../errors/index.js";
import type { tl } from "../tl/index.js";
import type { AuthContext } from "./AuthContext.js";
import { PresetSource, type PresetAnswers } from "./PresetAnswers.js";
import { GaveUpError, type Prompter, type PromptOptions } from "./Prompter.js";
import type { Answer, Question } from "./Question.js";
import { SignIn, type SignInOptions } from "./SignIn.js";
import type { Refusal } from "./SignInStep.js";

export interface SignInFlowOptions extends Omit<SignInOptions, "isBot" | "phoneNumber"> {
  /** Answers what was not answered beforehand. */
  readonly prompter: Prompter;
  readonly answers?: PresetAnswers | undefined;
}

/** How long somebody who gave up waits for Telegram to hear of it. */
const CANCEL_TIMEOUT_MS = 3000;

/** A whole sign-in: from the first question, or from where an earlier process left off, to the user. */
export class SignInFlow {
  readonly #options: SignInFlowOptions;
  readonly #presets: PresetSource;
  readonly #signIn: SignIn;
  readonly #signal: AbortSignal;
  #hasAsked = false;

  constructor(context: AuthContext, options: SignInFlowOptions) {
    const answers = options.answers ?? {};
    this.#options = options;
    this.#presets = new PresetSource(answers);
    this.#signal = options.signal ?? new AbortController().signal;
    this.#signIn = new SignIn(context, {
      ...options,
      confirmPhone: options.confirmPhone ?? true,
      isBot: answers.botToken !== undefined,
      phoneNumber: typeof answers.phoneNumber === "string" ? answers.phoneNumber : undefined,
    });
  }

  /**
   * Asks, calls and explains until somebody is signed in.
   * @throws {SignInError} when the sign-in cannot go on
   * @throws {PromptError} when an answer cannot be had; the stored state stays, unless the person gave up
   */
  async run(): Promise<tl.User> {
    const { prompter } = this.#options;
    let question = await this.#telling(() => this.#signIn.start());
    while (question !== null) {
      const [answer, isPreset] = await this.#answerTo(question, this.#signIn.refusal);
      // A number that was set beforehand is meant as it stands, as in Hydrogram.
      question = await this.#telling(() => (isPreset ? this.#signIn.answer(answer, true) : this.#signIn.answer(answer)));
    }
    if (this.#hasAsked) prompter.signedIn?.();
    const { user } = this.#signIn;
    if (user === null) throw new ClientStateError("The sign-in ended without a user.");
    return user;
  }

  /** Passes the explanations on, also those of a step that failed. */
  async #telling(work: () => Promise<Question | null>): Promise<Question | null> {
    try {
      return await work();
    } finally {
      for (const message of this.#signIn.messages) this.#options.prompter.notify(message);
    }
  }

  async #answerTo(question: Question, refusal: Refusal | null): Promise<readonly [answer: Answer, isPreset: boolean]> {
    const preset = await this.#presets.answer(question, refusal);
    this.#signal.throwIfAborted();
    if (preset !== undefined) return [preset, true];
    try {
      this.#hasAsked = true;
      return [await untilAborted(() => put(this.#options.prompter, question, { signal: this.#signal }), this.#signal), false];
    } catch (error) {
      if (error instanceof GaveUpError) await this.#signIn.cancel(AbortSignal.timeout(CANCEL_TIMEOUT_MS));
      else if (error instanceof PromptError && refusal !== null) {
        // Without a person the words of the refusal would be lost, and they are what matters.
        throw new PromptError(`${refusal.words} ${error.message}`, { cause: refusal.error ?? error });
      }
      throw error;
    }
  }
}

async function put(prompter: Prompter, question: Question, options: PromptOptions): Promise<Answer> {
  switch (question.kind) {
    case "phoneNumber":
      return prompter.phoneNumber(question, options);
    case "confirmPhone":
      return prompter.confirmPhone(question, options);
    case "botToken":
      return prompter.botToken(question, options);
    case "phoneCode":
      return prompter.phoneCode(question, options);
    case "emailAddress":
      return prompter.emailAddress(question, options);
    case "emailCode":
      return prompter.emailCode(question, options);
    case "confirmEmailReset":
      return prompter.confirmEmailReset(question, options);
    case "password":
      return prompter.password(question, options);
    case "confirmRecovery":
      return prompter.confirmRecovery(question, options);
    case "recoveryCode":
      return prompter.recoveryCode(question, options);
    case "newPassword":
      return prompter.newPassword(question, options);
    case "signUp":
      return prompter.signUp(question, options);
    default:
      return question satisfies never;
  }
}

/** Rejects as soon as the signal aborts, for prompters that do not listen to it. */
async function untilAborted<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([ask(), aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

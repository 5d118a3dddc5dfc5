import { RpcError, SignInError, ClientStateError } from "../errors/index.js";
import type { tl } from "../tl/index.js";
import type { AuthContext } from "./AuthContext.js";
import { checkAnswer } from "./checkAnswer.js";
import { checkFlags, checkOptions, checkTexts } from "./checkArguments.js";
import { keepToken } from "./FutureAuthTokens.js";
import type { Answer, Question } from "./Question.js";
import { runEffect } from "./runEffect.js";
import type { SignInEffect } from "./SignInEffect.js";
import { storedForm, WAIT_PHONE, type SignInState } from "./SignInState.js";
import type { Authorized, Refusal, SignInInput, SignInStep } from "./SignInStep.js";
import { nativeSrp, type Srp } from "./Srp.js";
import { step } from "./step.js";

export interface SignInOptions {
  /**
   * Ask whether the typed phone number is right before a code is sent to it. A form that shows what was
   * typed needs no second look.
   * @default false
   */
  readonly confirmPhone?: boolean | undefined;
  /** Sign in a bot: the first question is its token. @default false */
  readonly isBot?: boolean | undefined;
  /** The number that is going to be answered, if known: a stored sign-in of another number is not gone on with. */
  readonly phoneNumber?: string | undefined;
  /** The state to go on from. @default what `context.loadSignIn()` gives */
  readonly state?: SignInState | undefined;
  /** Ends the calls under way; the state stays good. */
  readonly signal?: AbortSignal | undefined;
  /** @default the core's, off the event loop */
  readonly srp?: Srp | undefined;
  /** Wall clock, ms. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * A sign-in in single steps: put `current` to the person, pass on what they say with `answer`, until `user`
 * is set. Between two answers nothing runs and everything needed is stored, so that the next answer may be
 * given in another process. Made by `createSignIn`.
 */
export class SignIn {
  readonly #context: AuthContext;
  readonly #options: SignInOptions;
  readonly #srp: Srp;
  /** The state that the store holds, or would hold if it were worth it. */
  #state: SignInState = WAIT_PHONE;
  #current: Question | null = null;
  #messages: string[] = [];
  #refusal: Refusal | null = null;
  #user: tl.User | null = null;
  /** One request at a time: a newer one would void the older (spec/client.md §1.1, rule 3). */
  #isBusy = false;

  constructor(context: AuthContext, options: SignInOptions = {}) {
    this.#context = context;
    this.#options = options;
    this.#srp = options.srp ?? nativeSrp;
  }

  /** What to ask now; null before the start, after a failure, and when signed in. */
  get current(): Question | null {
    return this.#current;
  }

  /** Explanations that came with the last step, in order: show them with the question. */
  get messages(): readonly string[] {
    return this.#messages;
  }

  /** Why the last answer was not taken; null when it was. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** Who is signed in; null until then. */
  get user(): tl.User | null {
    return this.#user;
  }

  get state(): SignInState {
    return this.#state;
  }

  /** Begins, or goes on with the stored sign-in. */
  async start(): Promise<Question | null> {
    return await this.#exclusive(async () => {
      this.#state = this.#options.state ?? (await this.#context.loadSignIn()) ?? WAIT_PHONE;
      const { isBot, phoneNumber } = this.#options;
      await this.#advance({ type: "start", isBot: isBot ?? false, phoneNumber: phoneNumber ?? null });
    });
  }

  /**
   * Answers the current question and runs until there is another one. When the call fails on the way
   * (connection lost), the question stays and may be answered again.
   * @param isConfirmed a phone number in the answer needs no second look
   * @returns the next question; null when signed in
   * @throws {SignInError} when the sign-in cannot go on; the message says why
   * @throws {TypeError} when the answer is not of the question's type
   */
  async answer(answer: Answer, isConfirmed: boolean = this.#options.confirmPhone !== true): Promise<Question | null> {
    return await this.#exclusive(async () => {
      if (this.#current === null) throw new ClientStateError("No question is open, so nothing can be answered.");
      checkAnswer(this.#current, answer);
      await this.#advance({ type: "answer", answer, isConfirmed });
    });
  }

  /** Takes the `sent_code` of an `updateSentPhoneCode`: a paid code is on its way. */
  async receive(sentCode: tl.AuthSentCode): Promise<Question | null> {
    return await this.#exclusive(() => this.#advance({ type: "sentCode", sentCode }));
  }

  /**
   * Gives up: tells Telegram that the code is not wanted any more, if one was sent, and removes the stored
   * state. Never fails for want of a connection.
   * @param signal ends the attempt to tell Telegram
   */
  async cancel(signal?: AbortSignal): Promise<void> {
    const state = this.#state;
    this.#current = null;
    this.#state = WAIT_PHONE;
    await this.#context.saveSignIn(null);
    if (!("phoneCodeHash" in state)) return;
    const { phoneNumber, phoneCodeHash } = state;
    const effect = { kind: "cancelCode", phoneNumber, phoneCodeHash } as const;
    // A code that nobody enters dies by itself; this only makes it sooner.
    await runEffect(this.#context, this.#srp, effect, signal).catch(() => undefined);
  }

  async #exclusive(work: () => Promise<void>): Promise<Question | null> {
    if (this.#isBusy) throw new ClientStateError("The sign-in is busy with an answer: give the next one when it is done.");
    this.#isBusy = true;
    try {
      await work();
      return this.#current;
    } finally {
      this.#isBusy = false;
    }
  }

  async #advance(first: SignInInput): Promise<void> {
    this.#messages = [];
    this.#refusal = null;
    let input = first;
    for (;;) {
      const taken = step(this.#state, input, (this.#options.now ?? Date.now)());
      await this.#enter(taken);
      switch (taken.next.do) {
        case "ask":
          this.#current = taken.next.question;
          return;
        case "run":
          input = await this.#run(taken.next.effect);
          continue;
        case "finish":
          await this.#finish(taken.next.authorization, taken.next.termsId);
          return;
        case "fail":
          this.#current = null;
          throw taken.next.error;
        case "leave":
          await keepToken(this.#context.futureAuthTokens, taken.next.futureAuthToken);
          this.#current = null;
          throw new SignInError("The log-out that was begun is done. Sign in again.");
        default:
          taken.next satisfies never;
      }
    }
  }

  async #enter(taken: SignInStep): Promise<void> {
    this.#messages.push(...taken.notices);
    this.#refusal = taken.refusal ?? this.#refusal;
    const before = JSON.stringify(storedForm(this.#state));
    const after = storedForm(taken.state);
    this.#state = taken.state;
    // What replaces the stored state in `ready` is the client's one transaction of `completeSignIn`.
    if (taken.state.at !== "ready" && JSON.stringify(after) !== before) await this.#context.saveSignIn(after);
  }

  async #run(effect: SignInEffect): Promise<SignInInput> {
    const { signal } = this.#options;
    signal?.throwIfAborted();
    try {
      return { type: "result", effect, result: await runEffect(this.#context, this.#srp, effect, signal) };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return { type: "error", effect, error };
    }
  }

  async #finish(authorization: Authorized, termsId: string | null): Promise<void> {
    this.#user = await this.#context.completeSignIn(authorization);
    this.#current = null;
    await keepToken(this.#context.futureAuthTokens, authorization.futureAuthToken);
    if (termsId === null) return;
    // The account exists and the terms were agreed to: a failure to say so must not undo the sign-in.
    const effect = { kind: "acceptTerms", termsId } as const;
    await runEffect(this.#context, this.#srp, effect, this.#options.signal).catch(() => undefined);
  }
}

/**
 * Starts a sign-in in single steps, or goes on with the one that the session file holds.
 * @throws {TypeError} naming the option that is not of its type
 * @example
 * const signIn = await createSignIn(client);
 * await signIn.answer("+1-123-456-7890");
 * if (signIn.current?.kind === "phoneCode") await signIn.answer("12345");
 * console.log(signIn.user?.id);
 */
export async function createSignIn(context: AuthContext, options: SignInOptions = {}): Promise<SignIn> {
  checkOptions(options);
  const { confirmPhone, isBot, phoneNumber, signal } = options;
  checkFlags({ confirmPhone, isBot });
  if (phoneNumber !== undefined) checkTexts({ phoneNumber });
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("signal must be an AbortSignal.");
  const signIn = new SignIn(context, options);
  await signIn.start();
  return signIn;
}

import type { Answers, Question, QuestionKind, QuestionOf } from "./Question.js";
import type { Refusal } from "./SignInStep.js";

/** What an answering function is told. */
export interface PresetInfo<K extends QuestionKind> {
  readonly question: QuestionOf<K>;
  /** Why the function's last answer was not taken; null at the first call. */
  readonly refusal: Refusal | null;
}

type Preset<K extends QuestionKind> = Answers[K] | ((info: PresetInfo<K>) => Answers[K] | Promise<Answers[K]>);

/** Answers given beforehand, as values or as functions that fetch them. */
export interface PresetAnswers {
  readonly phoneNumber?: Preset<"phoneNumber"> | undefined;
  readonly phoneCode?: Preset<"phoneCode"> | undefined;
  readonly password?: Preset<"password"> | undefined;
  readonly botToken?: Preset<"botToken"> | undefined;
}

type PresetKind = keyof PresetAnswers;

/** How often a function is asked the same question before a person is. */
const MOST_CALLS = 3;

/**
 * Hands preset answers out, but never in a loop: a value once, a function `MOST_CALLS` times. A question that
 * comes back was answered wrongly, or its code died; the same value would only lead to a flood wait.
 */
export class PresetSource {
  readonly #presets: PresetAnswers;
  readonly #calls = new Map<PresetKind, number>();

  constructor(presets: PresetAnswers) {
    this.#presets = presets;
  }

  /**
   * The preset answer; undefined when there is none (any more).
   * @throws {TypeError} when a function answers with something else than a string
   */
  async answer(question: Question, refusal: Refusal | null): Promise<string | undefined> {
    switch (question.kind) {
      case "phoneNumber":
        return await this.#take(question.kind, this.#presets.phoneNumber, { question, refusal });
      case "phoneCode":
        return await this.#take(question.kind, this.#presets.phoneCode, { question, refusal });
      case "password":
        return await this.#take(question.kind, this.#presets.password, { question, refusal });
      case "botToken":
        return await this.#take(question.kind, this.#presets.botToken, { question, refusal });
      default:
        return undefined;
    }
  }

  async #take<I>(
    kind: PresetKind,
    preset: string | ((info: I) => string | Promise<string>) | undefined,
    info: I & { readonly refusal: Refusal | null },
  ): Promise<string | undefined> {
    const calls = this.#calls.get(kind) ?? 0;
    const allowed = typeof preset === "function" ? MOST_CALLS : 1;
    if (preset === undefined || calls >= allowed) return undefined;
    this.#calls.set(kind, calls + 1);
    if (typeof preset === "string") return isAnswer(kind, preset) ? preset : undefined;
    const answer: unknown = await preset(calls === 0 ? { ...info, refusal: null } : info);
    if (typeof answer !== "string") throw new TypeError(`The function \`${kind}\` must give a string.`);
    return answer;
  }
}

/** An empty code or password would ask for a resend or a recovery; an unset environment variable means neither. */
function isAnswer(kind: PresetKind, value: string): boolean {
  return value !== "" || kind === "phoneNumber" || kind === "botToken";
}

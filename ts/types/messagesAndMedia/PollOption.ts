import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** An answer that one can choose in a poll. */
export class PollOption extends TlView {
  readonly raw: tl.RawPollAnswer;
  readonly #voters: tl.PollAnswerVoters | undefined;

  constructor(raw: tl.RawPollAnswer, voters: tl.PollAnswerVoters | undefined) {
    super();
    this.raw = raw;
    this.#voters = voters;
  }

  get text(): string {
    return this.raw.text.text;
  }

  /** How many chose it; 0 while that is not shown. */
  get voterCount(): number {
    return this.#voters?.voters ?? 0;
  }

  /** What a vote for it sends. */
  get data(): Uint8Array {
    return this.raw.option;
  }

  /** Whether the account chose it. */
  get isChosen(): boolean {
    return this.#voters?.chosen === true;
  }

  /** Whether it is a right answer of a quiz, as far as that is shown. */
  get isCorrect(): boolean {
    return this.#voters?.correct === true;
  }
}

import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import { UpdateObject } from "../UpdateObject.js";
import { MessageEntity } from "./MessageEntity.js";
import { PollOption } from "./PollOption.js";

export type PollType = "quiz" | "regular";

interface PollParts {
  readonly pollId: bigint;
  /** An update of the results may leave it out. */
  readonly poll?: tl.RawPoll | undefined;
  readonly results: tl.RawPollResults;
}

/** A poll. An update may bring only its results: then the question is empty and there are no options. */
export class Poll extends UpdateObject {
  readonly raw: PollParts;

  constructor(raw: PollParts) {
    super();
    this.raw = raw;
  }

  get id(): bigint {
    return this.raw.pollId;
  }

  get question(): string {
    return this.raw.poll?.question.text ?? "";
  }

  get options(): readonly PollOption[] {
    const { poll, results } = this.raw;
    // `inputPollAnswer` is what clients send; the server never does.
    const answers = (poll?.answers ?? []).filter((answer) => answer._ === "pollAnswer");
    return answers.map((answer) => new PollOption(answer, results.results?.find(({ option }) => Buffer.compare(option, answer.option) === 0)));
  }

  get totalVoterCount(): number {
    return this.raw.results.totalVoters ?? 0;
  }

  get isClosed(): boolean {
    return this.raw.poll?.closed === true;
  }

  get isAnonymous(): boolean {
    return this.raw.poll !== undefined && this.raw.poll.publicVoters !== true;
  }

  get type(): PollType {
    return this.raw.poll?.quiz === true ? "quiz" : "regular";
  }

  get allowsMultipleAnswers(): boolean {
    return this.raw.poll?.multipleChoice === true;
  }

  /** Place of the option that the account chose; null when it has not voted. */
  get chosenOptionId(): number | null {
    return placeOf(this.options, ({ isChosen }) => isChosen);
  }

  /** Place of the right answer of a quiz; null while that is not shown. */
  get correctOptionId(): number | null {
    return placeOf(this.options, ({ isCorrect }) => isCorrect);
  }

  /** Shown to whoever chose a wrong answer. */
  get explanation(): string | null {
    return this.raw.results.solution ?? null;
  }

  get explanationEntities(): readonly MessageEntity[] {
    return (this.raw.results.solutionEntities ?? []).map((entity) => new MessageEntity(entity));
  }

  /** Seconds for which it is open. */
  get openPeriod(): number | null {
    return this.raw.poll?.closePeriod ?? null;
  }

  get closeDate(): Date | null {
    return dateOf(this.raw.poll?.closeDate);
  }
}

function placeOf(options: readonly PollOption[], isMeant: (option: PollOption) => boolean): number | null {
  const place = options.findIndex(isMeant);
  return place === -1 ? null : place;
}

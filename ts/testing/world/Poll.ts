import { RpcFault } from "../session/RpcService.js";
import type { TlObject } from "../codec/index.js";

/** One choice of a poll. */
export interface PollChoice {
  /** textWithEntities. */
  readonly text: TlObject;
  readonly option: Uint8Array;
  readonly isCorrect: boolean;
}

/** What a poll is made with. */
export interface NewPoll {
  readonly id: bigint;
  readonly creatorId: bigint;
  /** textWithEntities. */
  readonly question: TlObject;
  readonly choices: readonly PollChoice[];
  readonly isPublic: boolean;
  readonly isMultiple: boolean;
  readonly isQuiz: boolean;
  readonly solution: string | null;
  readonly solutionEntities: readonly TlObject[];
  readonly closePeriodSec: number | null;
  readonly closeDateSec: number | null;
  readonly isClosed: boolean;
}

/** A vote, as choices by number. */
interface Vote {
  readonly choices: readonly number[];
  readonly dateSec: number;
}

/** A poll or quiz with its votes: one for all copies and forwards of the message. */
export class Poll {
  isClosed: boolean;
  readonly #votes = new Map<bigint, Vote>();

  constructor(readonly made: NewPoll) {
    this.isClosed = made.isClosed;
  }

  /** Everybody who voted, the earliest first, with the choices by number. */
  get votes(): ReadonlyMap<bigint, Vote> {
    return this.#votes;
  }

  /**
   * Votes; an empty list takes the vote back.
   *
   * @throws RpcFault MESSAGE_POLL_CLOSED, OPTION_INVALID, OPTIONS_TOO_MUCH, REVOTE_NOT_ALLOWED
   */
  vote(userId: bigint, options: readonly Uint8Array[], dateSec: number): void {
    const { choices, isMultiple, isQuiz } = this.made;
    if (this.isClosed) {
      throw new RpcFault(400, "MESSAGE_POLL_CLOSED");
    }
    if (options.length > 1 && !isMultiple) {
      throw new RpcFault(400, "OPTIONS_TOO_MUCH");
    }
    const chosen = options.map((option) => choices.findIndex((choice) => Buffer.from(choice.option).equals(option)));
    if (chosen.includes(-1)) {
      throw new RpcFault(400, "OPTION_INVALID");
    }
    if (isQuiz && this.#votes.has(userId)) {
      throw new RpcFault(400, "REVOTE_NOT_ALLOWED");
    }
    this.#votes.delete(userId);
    if (chosen.length > 0) {
      this.#votes.set(userId, { choices: chosen, dateSec });
    }
  }

  /** poll. */
  view(viewerId: bigint): TlObject {
    const { made } = this;
    return {
      _: "poll",
      id: made.id,
      closed: this.isClosed,
      publicVoters: made.isPublic,
      multipleChoice: made.isMultiple,
      quiz: made.isQuiz,
      creator: made.creatorId === viewerId,
      question: made.question,
      answers: made.choices.map(({ text, option }) => ({ _: "pollAnswer", text, option })),
      closePeriod: made.closePeriodSec ?? undefined,
      closeDate: made.closeDateSec ?? undefined,
      hash: 0n,
    };
  }

  /** pollResults: counts are shown to those who voted, and to all once it is closed. */
  results(viewerId: bigint | null): TlObject {
    const { choices, isQuiz, isPublic, solution, solutionEntities } = this.made;
    const own = viewerId === null ? undefined : this.#votes.get(viewerId);
    const isShown = own !== undefined || this.isClosed || viewerId === this.made.creatorId;
    return {
      _: "pollResults",
      min: viewerId === null,
      results: isShown
        ? choices.map(({ option, isCorrect }, index) => ({
            _: "pollAnswerVoters",
            chosen: own?.choices.includes(index) === true,
            correct: isQuiz && isCorrect,
            option,
            voters: [...this.#votes.values()].filter((vote) => vote.choices.includes(index)).length,
            recentVoters: [],
          }))
        : undefined,
      totalVoters: this.#votes.size,
      recentVoters: isPublic && isShown ? [...this.#votes.keys()].slice(-3).map((userId) => ({ _: "peerUser", userId })) : undefined,
      solution: isShown && solution !== null ? solution : undefined,
      solutionEntities: isShown && solution !== null ? solutionEntities : undefined,
    };
  }
}

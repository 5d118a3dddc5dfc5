import type { TlObject } from "../codec/index.js";

/** One reaction of somebody. */
export interface GivenReaction {
  readonly userId: bigint;
  /** Reaction. */
  readonly reaction: TlObject;
  readonly dateSec: number;
}

/** Reactions to one message, oldest first. */
export class Reactions {
  readonly #byUser = new Map<bigint, readonly GivenReaction[]>();

  get isEmpty(): boolean {
    return this.#byUser.size === 0;
  }

  /** All reactions, the latest giver last. */
  given(): GivenReaction[] {
    return [...this.#byUser.values()].flat();
  }

  /** What somebody reacts with, in the order in which it was chosen. */
  of(userId: bigint): TlObject[] {
    return (this.#byUser.get(userId) ?? []).map(({ reaction }) => reaction);
  }

  /** Replaces the reactions of somebody. */
  set(userId: bigint, reactions: readonly TlObject[], dateSec: number): void {
    this.#byUser.delete(userId);
    if (reactions.length > 0) {
      this.#byUser.set(
        userId,
        reactions.map((reaction) => ({ userId, reaction, dateSec })),
      );
    }
  }

  /** ReactionCounts, the most frequent first. */
  counts(viewerId: bigint | null): TlObject[] {
    const counts = new Map<string, { reaction: TlObject; count: number }>();
    for (const { reaction } of this.given()) {
      const entry = counts.get(reactionKey(reaction)) ?? { reaction, count: 0 };
      entry.count++;
      counts.set(reactionKey(reaction), entry);
    }
    const own = viewerId === null ? [] : this.of(viewerId).map(reactionKey);
    return [...counts]
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([key, { reaction, count }]) => {
        const order = own.indexOf(key);
        return { _: "reactionCount", chosenOrder: order < 0 ? undefined : order + 1, reaction, count };
      });
  }
}

/** The same text for the same reaction. */
export function reactionKey({ _, emoticon, documentId }: TlObject): string {
  return typeof documentId === "bigint" ? `${_} ${documentId}` : `${_} ${typeof emoticon === "string" ? emoticon : ""}`;
}

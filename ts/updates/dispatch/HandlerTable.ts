/** A handler as it was added. */
export interface HandlerEntry<Arguments extends readonly unknown[]> {
  readonly group: number;
  /** Null: every update fits. */
  readonly filter: ((...args: Arguments) => boolean | Promise<boolean>) | null;
  readonly handler: (...args: Arguments) => unknown;
  /** Set while an update is on its way: it does not see that update any more. */
  isRemoved: boolean;
}

export interface HandlerGroup<Arguments extends readonly unknown[]> {
  readonly group: number;
  readonly entries: readonly HandlerEntry<Arguments>[];
}

/**
 * Handlers of one kind of update, sorted by group. Lists are replaced, never changed: who walks through one while a handler
 * adds or removes others is not disturbed.
 */
export class HandlerTable<Arguments extends readonly unknown[]> {
  #groups: readonly HandlerGroup<Arguments>[] = [];

  /** Groups in ascending order; within a group in the order in which the handlers were added. */
  get groups(): readonly HandlerGroup<Arguments>[] {
    return this.#groups;
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  add(entry: HandlerEntry<Arguments>): void {
    const { group } = entry;
    const others = this.#groups.filter((other) => other.group !== group);
    const entries = [...(this.#groups.find((other) => other.group === group)?.entries ?? []), entry];
    this.#groups = [...others, { group, entries }].toSorted((a, b) => a.group - b.group);
  }

  /** Harmless when it is not here. */
  remove(entry: HandlerEntry<Arguments>): void {
    entry.isRemoved = true;
    this.#groups = this.#groups
      .map(({ group, entries }) => ({ group, entries: entries.filter((other) => other !== entry) }))
      .filter(({ entries }) => entries.length > 0);
  }

  /** The entries of a handler; in one group, or in all. */
  find(handler: unknown, group?: number): readonly HandlerEntry<Arguments>[] {
    return this.#groups.flatMap(({ entries }) => entries.filter((entry) => entry.handler === handler && (group === undefined || entry.group === group)));
  }
}

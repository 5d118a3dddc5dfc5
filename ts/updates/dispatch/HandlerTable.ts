/** A handler as it was added. */
export interface HandlerEntry<Arguments extends readonly unknown[]> {
  readonly group: number;
  /** Null: every update fits. */
  readonly filter: ((...args: Arguments) => boolean | Promise<boolean>) | null;
  readonly handler: (...args: Arguments) => unknown;
  /** Set while an update is on its way: it does not see that update any more. */
  isRemoved: boolean;
}

/**
 * Handlers of one kind of update, sorted by group. The list is replaced, never changed: who walks through it while a handler
 * adds or removes others is not disturbed.
 */
export class HandlerTable<Arguments extends readonly unknown[]> {
  #entries: readonly HandlerEntry<Arguments>[] = [];

  /** By group in ascending order; within a group in the order in which they were added. */
  get entries(): readonly HandlerEntry<Arguments>[] {
    return this.#entries;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  add(entry: HandlerEntry<Arguments>): void {
    this.#entries = [...this.#entries, entry].toSorted((a, b) => a.group - b.group);
  }

  /** Harmless when it is not here. */
  remove(entry: HandlerEntry<Arguments>): void {
    entry.isRemoved = true;
    this.#entries = this.#entries.filter((other) => other !== entry);
  }

  /** The entries of a handler; in one group, or in all. */
  find(handler: unknown, group?: number): readonly HandlerEntry<Arguments>[] {
    return this.#entries.filter((entry) => entry.handler === handler && (group === undefined || entry.group === group));
  }
}

import type { HandlerEntry } from "./HandlerEntry.js";
import { HandlerIndex, type TextRules } from "./HandlerIndex.js";

/**
 * Handlers of one kind of update, sorted by group. The list is replaced, never changed: who walks through it while a handler
 * adds or removes others is not disturbed.
 */
export class HandlerTable<Arguments extends readonly unknown[]> {
  #entries: readonly HandlerEntry<Arguments>[] = [];
  /** Of these entries; null: not made yet. */
  #index: HandlerIndex<Arguments> | null = null;

  /** By group in ascending order; within a group in the order in which they were added. */
  get entries(): readonly HandlerEntry<Arguments>[] {
    return this.#entries;
  }

  /** Those that an object may be for, by its text; the others need not be asked. */
  fitting<Object>(object: Object, { textOf, beginningsOf }: TextRules<Object, NonNullable<HandlerEntry<Arguments>["filter"]>>): readonly HandlerEntry<Arguments>[] {
    this.#index ??= new HandlerIndex(this.#entries, beginningsOf);
    const text = this.#index.isOfUse ? textOf(object) : undefined;
    return text === undefined ? this.#entries : this.#index.fitting(text);
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  add(entry: HandlerEntry<Arguments>): void {
    this.#entries = [...this.#entries, entry].toSorted((a, b) => a.group - b.group);
    this.#index = null;
  }

  /** Harmless when it is not here. */
  remove(entry: HandlerEntry<Arguments>): void {
    entry.isRemoved = true;
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#index = null;
  }

  /** The entries of a handler; in one group, or in all. */
  find(handler: unknown, group?: number): readonly HandlerEntry<Arguments>[] {
    return this.#entries.filter((entry) => entry.handler === handler && (group === undefined || entry.group === group));
  }
}

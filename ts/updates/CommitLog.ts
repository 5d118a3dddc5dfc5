import type { BoxState } from "./BoxState.js";

/** An update that was given out. Settled: its handlers are done, however they ended. */
export interface CommitEntry {
  /** How the box stands once this and everything before it is settled. */
  readonly advance: Partial<BoxState>;
  /** Name of the update within its box; null: there is none that lasts. */
  readonly key: string | null;
  /** The key counts until the stored counter (qts for `isQts`, else pts) has come this far. */
  readonly at: number;
  readonly isQts: boolean;
  isSettled: boolean;
}

/** Until which counter a key is needed. */
export interface DoneKey {
  readonly at: number;
  readonly isQts: boolean;
}

/**
 * What may be stored of one box: the state only covers updates whose handlers have settled. Updates settle in
 * any order, so beside the state stand the keys of those that are done ahead of it: after a crash they are not
 * handled again (spec/client.md §4.7).
 */
export class CommitLog {
  #state: BoxState;
  readonly #done: Map<string, DoneKey>;
  #entries: CommitEntry[] = [];
  /** Entries before this one are committed. */
  #head = 0;
  #unsettled = 0;

  constructor(state: BoxState, done: ReadonlyMap<string, DoneKey> = new Map()) {
    this.#state = state;
    this.#done = new Map(done);
  }

  /** The state that may be stored. */
  get state(): BoxState {
    return this.#state;
  }

  /** Updates that are done although the state does not cover them. */
  get done(): ReadonlyMap<string, DoneKey> {
    return this.#done;
  }

  /** Updates given out and not settled. */
  get unsettled(): number {
    return this.#unsettled;
  }

  /** @param until the key of the update counts until then */
  add(advance: Partial<BoxState>, key: string | null, { at, isQts }: DoneKey): CommitEntry {
    const entry: CommitEntry = { advance, key, at, isQts, isSettled: false };
    this.#entries.push(entry);
    this.#unsettled += 1;
    return entry;
  }

  /** The box moved with nothing to handle; it counts once everything before it is settled. */
  advance(advance: Partial<BoxState>): void {
    if (this.#head === this.#entries.length) {
      this.#commit(advance);
      this.#dropCovered();
    } else this.#entries.push({ advance, key: null, at: 0, isQts: false, isSettled: true });
  }

  /** Without effect when repeated. */
  settle(entry: CommitEntry): void {
    if (entry.isSettled) return;
    entry.isSettled = true;
    this.#unsettled -= 1;
    // What is next in turn is in the state at once, and needs no key beside it.
    const isNext = this.#entries[this.#head] === entry;
    const isCovered = isNext && entry.at <= ((entry.isQts ? entry.advance.qts : entry.advance.pts) ?? 0);
    if (entry.key !== null && !isCovered) this.#done.set(entry.key, { at: entry.at, isQts: entry.isQts });
    if (isNext) this.#commitSettled();
  }

  #commitSettled(): void {
    for (let entry = this.#entries[this.#head]; entry?.isSettled; entry = this.#entries[this.#head]) {
      this.#commit(entry.advance);
      this.#head += 1;
    }
    this.#dropCovered();
    if (this.#head === this.#entries.length || this.#head > COMPACT_AFTER) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  #commit(advance: Partial<BoxState>): void {
    const { pts, qts, date, seq } = this.#state;
    // Keys from before a reset name other updates than those to come.
    if ((advance.pts ?? Infinity) < pts) this.#done.clear();
    this.#state = { pts: advance.pts ?? pts, qts: advance.qts ?? qts, date: advance.date ?? date, seq: advance.seq ?? seq };
  }

  /** Of many updates that are committed at once, only after the last. */
  #dropCovered(): void {
    if (this.#done.size === 0) return;
    for (const [key, { at, isQts }] of this.#done) {
      if (at <= (isQts ? this.#state.qts : this.#state.pts)) this.#done.delete(key);
    }
  }
}

/** Committed entries are cut off in portions of this many. */
const COMPACT_AFTER = 1024;

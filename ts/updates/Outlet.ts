import type { BoxRecord } from "./BoxRecord.js";
import { ACCOUNT_BOX, type BoxId, type BoxState } from "./BoxState.js";
import type { CommitEntry, CommitLog, DoneKey } from "./CommitLog.js";
import type { EngineEvent } from "./EngineEvent.js";
import type { Item } from "./Item.js";
import { RecentKeys } from "./RecentKeys.js";

/** Updates of one box that may be with handlers at once; more wait (back-pressure, spec/client.md §4.7). */
export const WINDOW = 1000;

/** Where the updates of one box come out: each once, and none beyond the window. */
export class Outlet {
  readonly boxId: BoxId;
  readonly #log: CommitLog;
  readonly #recent: RecentKeys;
  readonly #events: EngineEvent[];
  readonly #changed: Outlet[];
  /** Whether it is among the changed. */
  #isChanged = false;
  /** Slow handlers on a fast stream are no news each time. */
  #wasFull = false;

  /**
   * @param events where updates are appended
   * @param changed gets this outlet when there is something new to store
   */
  constructor(boxId: BoxId, log: CommitLog, events: EngineEvent[], changed: Outlet[]) {
    this.boxId = boxId;
    this.#log = log;
    this.#events = events;
    this.#changed = changed;
    this.#recent = new RecentKeys(log.done.keys());
  }

  get isFull(): boolean {
    return this.#log.unsettled >= WINDOW;
  }

  get unsettled(): number {
    return this.#log.unsettled;
  }

  /** What is to be stored now; whatever changes after this is news again. */
  takeChanges(): BoxState & Pick<BoxRecord, "done"> {
    this.#isChanged = false;
    return { ...this.#log.state, done: new Map(this.#log.done) };
  }

  /** Gives an update out, unless it was given out before or nobody is to see it; the box then stands at `advance`. */
  give(item: Item, advance: Partial<BoxState>, until: DoneKey): void {
    const { update, key } = item;
    const isRepeated = key !== null && !this.#recent.add(key);
    if (update === null || item.isOwn || isRepeated) return this.advance(advance);
    const entry = this.#log.add(advance, key, until);
    if (this.isFull && !this.#wasFull) {
      this.#wasFull = true;
      this.report(`${WINDOW} updates are with handlers and not done; the stream waits for them whenever that is so`);
    }
    const { users, chats } = item;
    const context = key === null ? { users, chats } : { users, chats, key: this.#publicKey(key) };
    this.#events.push({ kind: "update", update, context, ticket: { boxId: this.boxId, entry } });
  }

  /** An update with this key is not given out any more. */
  remember(key: string): void {
    this.#recent.add(key);
  }

  advance(advance: Partial<BoxState>): void {
    this.#log.advance(advance);
    this.touch();
  }

  settle(entry: CommitEntry): void {
    this.#log.settle(entry);
    this.touch();
  }

  /** Something beside the state is to be stored. */
  touch(): void {
    if (this.#isChanged) return;
    this.#isChanged = true;
    this.#changed.push(this);
  }

  report(message: string): void {
    this.#events.push({ kind: "problem", message: `${this.boxId === ACCOUNT_BOX ? "account" : `channel ${this.boxId}`}: ${message}` });
  }

  #publicKey(key: string): string {
    return this.boxId === ACCOUNT_BOX ? key : `${this.boxId}:${key}`;
  }
}

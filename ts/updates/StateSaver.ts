import type { Clock } from "./Clock.js";
import type { UpdatesLog } from "./UpdatesLog.js";
import type { BoxRecord } from "./BoxRecord.js";
import { toStored, type UpdatesStore } from "./UpdatesStore.js";

/** Pause after a store has refused to save. */
const RETRY_MS = 1000;

/** Stores what changed, one batch at a time: what changes meanwhile makes the next one. */
export class StateSaver {
  readonly #store: UpdatesStore;
  readonly #take: () => readonly BoxRecord[];
  readonly #clock: Clock;
  readonly #log: UpdatesLog;
  /** Peers are stored before the counters of the updates that named them (spec/client.md §4.7). */
  #peersStored: Promise<unknown> = Promise.resolve();
  #saving: Promise<void> | null = null;
  #wantsMore = false;
  /** Told when the next batch is stored, or could not be. */
  #waiting: (() => void)[] = [];
  /** Taken from the engine and not stored yet, because the store has failed. */
  #unsaved = new Map<number, BoxRecord>();

  /** @param take gives what changed since the last time */
  constructor(store: UpdatesStore, take: () => readonly BoxRecord[], clock: Clock, log: UpdatesLog) {
    this.#store = store;
    this.#take = take;
    this.#clock = clock;
    this.#log = log;
  }

  /** Nothing is stored before these peers are. */
  waitForPeers(stored: Promise<unknown>): void {
    const guarded = stored.catch((error: unknown) => this.#log.error("peers could not be stored", error));
    this.#peersStored = Promise.all([this.#peersStored, guarded]);
  }

  /** Calls `tell` when what has changed up to now is stored, or could not be: that is tried again, and nobody need wait for it. */
  whenStored(tell: () => void): void {
    this.#waiting.push(tell);
    this.soon();
  }

  /** Something may have changed. */
  soon(): void {
    if (this.#saving !== null) this.#wantsMore = true;
    else this.#saving = this.#run();
  }

  /** Stores these records, whatever the engine says. @throws what the store throws */
  keep(records: readonly BoxRecord[]): Promise<void> {
    return this.#store.saveUpdateBoxes(records.map(toStored));
  }

  /** Stores all that has changed up to now. @throws what the store throws */
  async finish(): Promise<void> {
    await this.#saving;
    await this.#save();
  }

  async #run(): Promise<void> {
    do {
      this.#wantsMore = false;
      try {
        await this.#save();
      } catch (error) {
        this.#log.error("the state of updates could not be stored; updates would be handled again after a restart", error);
        this.#clock.after(RETRY_MS, () => this.soon());
        break;
      }
    } while (this.#wantsMore);
    this.#saving = null;
  }

  async #save(): Promise<void> {
    await this.#peersStored;
    for (const record of this.#take()) this.#unsaved.set(record.boxId, record);
    const batch = this.#unsaved;
    const waiting = this.#waiting;
    this.#unsaved = new Map();
    this.#waiting = [];
    try {
      if (batch.size > 0) await this.#store.saveUpdateBoxes([...batch.values()].map(toStored));
    } catch (error) {
      // What changed meanwhile is newer.
      this.#unsaved = new Map([...batch, ...this.#unsaved]);
      throw error;
    } finally {
      for (const tell of waiting) tell();
    }
  }
}

import { LazyMap } from "./LazyMap.js";

/** A wait that the server has named. */
interface Wait {
  /** When it ends: Unix time in milliseconds. */
  readonly untilMs: number;
  /** How long it was when it was named, seconds: a clock that is set back cannot make it longer. */
  readonly seconds: number;
  /** Pattern of the error that named it, for example `FLOOD_WAIT_%d`. */
  readonly pattern: string;
}

/** A wait that is not over. */
export interface LastingWait {
  /** What is left of it, milliseconds, more than 0. */
  readonly leftMs: number;
  readonly pattern: string;
}

export interface FloodWaitsOptions {
  readonly load: () => Promise<Uint8Array | null>;
  readonly save: (packed: Uint8Array) => Promise<void>;
  readonly nowMs?: () => number;
  /** The waits could not be stored; they are still known to this process. */
  readonly onError: (error: unknown) => void;
}

/** No wait that a server names is longer (spec/mtproto.md §8.7). */
const LONGEST_SEC = 14 * 86_400;

/** A program that meets more waits than this has other worries; the oldest are forgotten. */
const MOST_WAITS = 500;

/**
 * The flood waits that are known, by what they hold up: a method, a method for one phone number, a chat's slow mode.
 * They outlive the process, so that a program that is started again does not run into them.
 */
export class FloodWaits {
  readonly #options: FloodWaitsOptions;
  readonly #nowMs: () => number;
  readonly #waits = new LazyMap<string, Wait>();
  #saving: Promise<void> | null = null;
  #isChanged = false;

  constructor(options: FloodWaitsOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Reads what earlier processes have met. What cannot be read is as good as unknown. */
  async load(): Promise<void> {
    const packed = await this.#options.load();
    if (packed === null) return;
    for (const [key, wait] of parse(packed)) if (!this.#waits.has(key)) this.#waits.set(key, wait);
    this.#dropOver();
  }

  /** Whether there is nothing to ask for. */
  get isEmpty(): boolean {
    return this.#waits.size === 0;
  }

  /** What is left of the wait for this key; null when there is none. */
  lasting(key: string): LastingWait | null {
    const wait = this.#waits.get(key);
    if (wait === undefined) return null;
    const leftMs = Math.min(wait.untilMs - this.#nowMs(), wait.seconds * 1000);
    if (leftMs <= 0) {
      this.#waits.delete(key);
      return null;
    }
    return { leftMs, pattern: wait.pattern };
  }

  /** Notes a wait that the server has just named, and stores it behind. */
  note(key: string, pattern: string, seconds: number): void {
    const bounded = Math.min(Math.max(seconds, 1), LONGEST_SEC);
    this.#waits.delete(key);
    this.#waits.set(key, { untilMs: this.#nowMs() + bounded * 1000, seconds: bounded, pattern });
    this.#dropOver();
    this.#isChanged = true;
    this.#saving ??= this.#save();
  }

  /** Resolves when everything noted is stored, or could not be. */
  async flush(): Promise<void> {
    await this.#saving;
  }

  /** One write at a time; what changes meanwhile goes with the next. */
  async #save(): Promise<void> {
    while (this.#isChanged) {
      this.#isChanged = false;
      const rows = [...this.#waits].map(([key, { untilMs, seconds, pattern }]) => [key, untilMs, seconds, pattern]);
      try {
        await this.#options.save(Buffer.from(JSON.stringify(rows)));
      } catch (error) {
        this.#options.onError(error);
      }
    }
    this.#saving = null;
  }

  #dropOver(): void {
    for (const key of [...this.#waits.keys()]) this.lasting(key);
    for (const key of this.#waits.keys()) {
      if (this.#waits.size <= MOST_WAITS) return;
      this.#waits.delete(key);
    }
  }
}

function parse(packed: Uint8Array): (readonly [string, Wait])[] {
  let rows: unknown;
  try {
    rows = JSON.parse(Buffer.from(packed).toString("utf8"));
  } catch {
    return [];
  }
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    if (!Array.isArray(row)) return [];
    const [key, untilMs, seconds, pattern]: unknown[] = row;
    const isWait = typeof key === "string" && typeof untilMs === "number" && typeof seconds === "number" && typeof pattern === "string";
    return isWait ? [[key, { untilMs, seconds, pattern }] as const] : [];
  });
}

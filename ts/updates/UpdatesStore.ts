import type { StoredUpdateBox } from "../storage/index.js";
import type { BoxRecord } from "./BoxRecord.js";
import type { DoneKey } from "./CommitLog.js";

/** Where the state of updates outlives the process; a Storage is one. */
export interface UpdatesStore {
  loadUpdateBoxes(): Promise<readonly StoredUpdateBox[]>;
  /** All or nothing; a channel of which nothing is known is removed. */
  saveUpdateBoxes(boxes: readonly StoredUpdateBox[]): Promise<void>;
}

export function toStored({ boxId, pts, qts, date, seq, knownPts, done }: BoxRecord): StoredUpdateBox {
  const keys = [...done].map(([key, { at, isQts }]) => `${isQts ? "q" : "p"}${at} ${key}`);
  return { boxId, pts, qts, date, seq, knownPts, done: keys.join("\n") };
}

/** @throws nothing: what cannot be understood of `done` only means that an update is handled again */
export function fromStored({ done, ...state }: StoredUpdateBox): BoxRecord {
  const keys = new Map<string, DoneKey>();
  for (const line of done.split("\n")) {
    const [, counter, at, key] = /^([pq])(\d+) (.+)$/.exec(line) ?? [];
    if (key !== undefined) keys.set(key, { at: Number(at), isQts: counter === "q" });
  }
  return { ...state, done: keys };
}

import type { BoxId, BoxState } from "./BoxState.js";
import type { DoneKey } from "./CommitLog.js";

/** What of one box outlives the process. */
export interface BoxRecord extends BoxState {
  readonly boxId: BoxId;
  /** How far the server is known to be: a channel that is ahead of its `pts` is caught up on at the next start. */
  readonly knownPts: number;
  /** Updates beyond the counters whose handlers are done. */
  readonly done: ReadonlyMap<string, DoneKey>;
}

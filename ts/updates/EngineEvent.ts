import type { tl } from "../tl/index.js";
import type { BoxId } from "./BoxState.js";
import type { CommitEntry } from "./CommitLog.js";
import type { UpdateContext } from "./UpdateContext.js";

/** An update whose turn has come. */
export interface Delivery {
  readonly kind: "update";
  readonly update: tl.Update;
  readonly context: UpdateContext;
  /** To be handed back when its handlers are done; null: nothing depends on them. */
  readonly ticket: Ticket | null;
}

/** What an update's handlers hold back. */
export interface Ticket {
  readonly boxId: BoxId;
  readonly entry: CommitEntry;
}

/** Updates were lost for good: what happened in between must be read from the history (`differenceTooLong` and its like). */
export interface UpdatesGap {
  /** Bare id of the channel; null: the account's private chats and basic groups. */
  readonly channelId: number | null;
  /** `tooLong`: more was missed than the server gives; `reset`: the server did not know the state; `unreadable`: its answers could not be read. */
  readonly reason: "tooLong" | "reset" | "unreadable";
}

/** What the engine tells, in order. */
export type EngineEvent =
  | Delivery
  | { readonly kind: "gap"; readonly gap: UpdatesGap }
  /** For the log: something that should not happen and was coped with. Holds no secret. */
  | { readonly kind: "problem"; readonly message: string };

/** What the engine wants fetched. */
export type Fetch =
  | { readonly kind: "state" }
  | { readonly kind: "difference"; readonly pts: number; readonly qts: number; readonly date: number }
  | { readonly kind: "channelDifference"; readonly channelId: number; readonly pts: number };

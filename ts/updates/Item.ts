import type { tl } from "../tl/index.js";
import type { Step } from "./counters.js";

/** One update on its way through the boxes. */
export interface Item {
  /** Null: a call's result moved the counter, and there is nothing to handle. */
  readonly update: tl.Update | null;
  readonly users: readonly tl.User[];
  readonly chats: readonly tl.Chat[];
  /** What tells it from all other updates of its box; null: nothing does. */
  readonly key: string | null;
  /** It came as the result of this client's own call: whoever made the call has it already. */
  readonly isOwn: boolean;
}

/** An update that moves a counter. */
export interface CountedItem extends Item, Step {}

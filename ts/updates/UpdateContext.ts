import type { tl } from "../tl/index.js";

/** What came with an update. */
export interface UpdateContext {
  /** Users that the update mentions, as far as the server sent them along. */
  readonly users: readonly tl.User[];
  /** Groups and channels that the update mentions, as far as the server sent them along. */
  readonly chats: readonly tl.Chat[];
  /**
   * Names the update within the account for ever: the same update, should it ever come again (a crash between a
   * handler's end and the moment that was stored), has the same key. Absent where the update has no counter.
   */
  readonly key?: string;
}

import type { Accounts } from "./Accounts.js";
import type { Chats } from "./Chats.js";

/** Everybody and everything that a view may have to name. */
export interface Directory {
  readonly accounts: Accounts;
  readonly chats: Chats;
  /** Seconds since 1970. */
  nowSec(): number;
}

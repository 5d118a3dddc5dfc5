import type { Account } from "./Account.js";
import type { KeyRecord } from "./KeyRecord.js";

/** One line of the list of active sessions: a key that is signed in. */
export interface Authorization {
  /** Names the authorization in account.resetAuthorization. */
  readonly hash: bigint;
  readonly account: Account;
  readonly key: KeyRecord;
  readonly createdAtSec: number;
  activeAtSec: number;
}

import type { TlObject, TlValue } from "../codec/index.js";
import type { Account } from "./Account.js";
import type { Target } from "./Post.js";
import type { StoredMessage } from "./StoredMessage.js";

/** How somebody whom a test plays acts in a world. */
export interface Voice {
  /** Calls a method as an account that needs no client. */
  call(account: Account, method: string, fields: Record<string, TlValue>): Promise<TlValue>;
  /** InputPeer by which an account may speak of somebody or something. */
  input(account: Account, target: Target): TlObject;
  /** Whom or what a marked id names. */
  target(markedId: bigint): Target | undefined;
  /** The copy of a message that an account has. */
  copyOf(account: Account, message: StoredMessage): StoredMessage | undefined;
}

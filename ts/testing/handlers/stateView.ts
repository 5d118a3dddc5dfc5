import type { TlObject } from "../codec/index.js";
import type { Account } from "../world/Account.js";
import type { WorldState } from "../world/WorldState.js";

/** updates.state. */
export function stateView(state: WorldState, account: Account, pts = account.mailbox.pts): TlObject {
  const unreadCount = account.mailbox.chats().reduce((sum, peerId) => sum + account.mailbox.unreadIn(peerId), 0);
  return { _: "updates.state", pts, qts: account.qtsLog.qts, date: state.nowSec(), seq: 1, unreadCount };
}

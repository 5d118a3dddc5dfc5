import type { TlObject, TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { eventView, messageView, peopleIn, usersView } from "../world/views.js";
import type { WorldState } from "../world/WorldState.js";
import { int, optional } from "./fields.js";
import { atHome, type HandlerTable, type SignedInCall } from "./Handler.js";

/** updates.*: where the counters stand, and what was missed (spec/client.md §4). */
export const updateHandlers: HandlerTable = {
  "updates.getState": atHome(({ state, account }) => stateView(state, account)),
  "updates.getDifference": atHome(getDifference),
};

/** updates.state. */
export function stateView(state: WorldState, account: Account, pts = account.mailbox.pts): TlObject {
  const unreadCount = account.mailbox.chats().reduce((sum, peerId) => sum + account.mailbox.unreadIn(peerId), 0);
  return { _: "updates.state", pts, qts: 0, date: state.nowSec(), seq: 1, unreadCount };
}

function getDifference({ state, account, request }: SignedInCall): TlValue {
  const { mailbox } = account;
  const pts = int(request, "pts");
  if (pts === 0) {
    throw new RpcFault(400, "PERSISTENT_TIMESTAMP_EMPTY");
  }
  if (pts < 0 || pts > mailbox.pts) {
    throw new RpcFault(400, "PERSISTENT_TIMESTAMP_INVALID");
  }
  const total = optional(request, "ptsTotalLimit", int);
  if (total !== null && mailbox.pts - pts > total) {
    return { _: "updates.differenceTooLong", pts: mailbox.pts };
  }
  const missed = mailbox.eventsAfter(pts);
  if (missed.length === 0) {
    return { _: "updates.differenceEmpty", date: state.nowSec(), seq: 1 };
  }
  const limit = Math.min(optional(request, "ptsLimit", int) ?? state.options.differenceLimit, state.options.differenceLimit);
  const events = missed.slice(0, Math.max(1, limit));
  const newMessages = events.flatMap((event) => {
    const message = event.kind === "new" ? mailbox.messages.get(event.messageId) : undefined;
    return message === undefined ? [] : [messageView(account, message)];
  });
  const others = events.flatMap((event) => (event.kind === "new" ? [] : (eventView(account, event) ?? [])));
  const common = {
    newMessages,
    newEncryptedMessages: [],
    otherUpdates: others,
    chats: [],
    users: usersView(
      state.accounts,
      account,
      events.flatMap((event) => peopleIn(account, event)),
    ),
  };
  const reached = events.at(-1)?.pts ?? pts;
  return events.length === missed.length
    ? { _: "updates.difference", ...common, state: stateView(state, account) }
    : { _: "updates.differenceSlice", ...common, intermediateState: stateView(state, account, reached) };
}

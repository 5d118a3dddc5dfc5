import type { TlObject, TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { Channel } from "../world/Channel.js";
import type { BoxEvent } from "../world/boxEvents.js";
import type { MessageBox } from "../world/MessageBox.js";
import { eventView, messageView } from "../world/messageViews.js";
import { peersOf } from "../world/namedPeers.js";
import type { WorldState } from "../world/WorldState.js";
import { channelDialogView } from "./dialogs.js";
import { int, optional } from "./fields.js";
import { atHome, type HandlerTable, type SignedInCall } from "./Handler.js";
import { requireChannel } from "./peers.js";
import { stateView } from "./stateView.js";

/** Messages that come with a difference that is too long. */
const NEWEST = 10;
/** Seconds after which a reader who is no member should look again. */
const POLL_SEC = 30;

/** updates.*: where the counters stand, and what was missed (spec/client.md §4). */
export const updateHandlers: HandlerTable = {
  "updates.getState": atHome(({ state, account }) => stateView(state, account)),
  "updates.getDifference": atHome(getDifference),
  "updates.getChannelDifference": atHome(getChannelDifference),
};

function getDifference({ state, account, request }: SignedInCall): TlValue {
  const { mailbox, qtsLog } = account;
  const pts = int(request, "pts");
  // Some clients say -1 for none.
  const qts = Math.max(0, int(request, "qts"));
  if (pts === 0) {
    throw new RpcFault(400, "PERSISTENT_TIMESTAMP_EMPTY");
  }
  if (pts < 0 || pts > mailbox.pts || qts > qtsLog.qts) {
    throw new RpcFault(400, "PERSISTENT_TIMESTAMP_INVALID");
  }
  const total = optional(request, "ptsTotalLimit", int);
  if ((total !== null && mailbox.pts - pts > total) || pts < mailbox.oldestPts) {
    return { _: "updates.differenceTooLong", pts: mailbox.pts };
  }
  const missed = mailbox.eventsAfter(pts);
  const counted = qtsLog.after(qts);
  const moved = movedChannels(state, account, int(request, "date"));
  if (missed.length === 0 && counted.length === 0 && moved.length === 0) {
    return { _: "updates.differenceEmpty", date: state.nowSec(), seq: 1 };
  }
  const limit = Math.min(optional(request, "ptsLimit", int) ?? state.options.differenceLimit, state.options.differenceLimit);
  const events = missed.slice(0, Math.max(1, limit));
  const isWhole = events.length === missed.length;
  const { newMessages, others } = told(state, account, mailbox, events, null);
  // What no pts counts comes with the last slice.
  const otherUpdates = isWhole ? [...others, ...counted, ...moved] : others;
  const common = { newMessages, newEncryptedMessages: [], otherUpdates, ...peersOf(state, account, [...newMessages, ...otherUpdates]) };
  return isWhole
    ? { _: "updates.difference", ...common, state: stateView(state, account) }
    : { _: "updates.differenceSlice", ...common, intermediateState: { ...stateView(state, account, events.at(-1)?.pts ?? pts), qts } };
}

/**
 * Channels that moved since a date: those with messages, and those where the own membership changed.
 * The date counts too, since more may have happened within that second.
 */
function movedChannels({ chats }: WorldState, account: Account, sinceSec: number): TlObject[] {
  const moved = chats
    .of(account.id)
    .channels.filter((channel) => channel.movedAtSec >= sinceSec && channel.box.pts > 1)
    .map((channel): TlObject => ({ _: "updateChannelTooLong", channelId: channel.id, pts: channel.box.pts }));
  const changed = [...account.channelChanges].filter(([, dateSec]) => dateSec >= sinceSec).map(([channelId]): TlObject => ({ _: "updateChannel", channelId }));
  return [...changed, ...moved];
}

function getChannelDifference(call: SignedInCall): TlValue {
  const { state, account, request } = call;
  const channel = requireChannel(call);
  const { box } = channel;
  const pts = int(request, "pts");
  const timeout = channel.isMember(account.id) ? undefined : POLL_SEC;
  if (pts > box.pts) {
    throw new RpcFault(400, "PERSISTENT_TIMESTAMP_INVALID");
  }
  const from = Math.max(1, pts);
  if (from === box.pts) {
    return { _: "updates.channelDifferenceEmpty", final: true, pts: box.pts, timeout };
  }
  if (from < box.oldestPts || box.pts - from > state.options.channelDifferenceMax) {
    return tooLong(call, channel, timeout);
  }
  const missed = box.eventsAfter(from);
  const events = missed.slice(0, Math.max(1, Math.min(int(request, "limit"), state.options.differenceLimit)));
  const { newMessages, others } = told(state, account, box, events, channel);
  return {
    _: "updates.channelDifference",
    final: events.length === missed.length,
    pts: events.at(-1)?.pts ?? box.pts,
    timeout,
    newMessages,
    otherUpdates: others,
    ...peersOf(state, account, [...newMessages, ...others, { _: "peerChannel", channelId: channel.id }]),
  };
}

function tooLong({ state, account }: SignedInCall, channel: Channel, timeout: number | undefined): TlObject {
  const messages = channel
    .messagesFor(account.id)
    .slice(0, NEWEST)
    .map((message) => messageView(state, account, message));
  const dialog = channelDialogView(state, account, channel);
  return { _: "updates.channelDifferenceTooLong", final: true, timeout, dialog, messages, ...peersOf(state, account, [dialog, ...messages]) };
}

/** Events as a difference tells them: new messages apart from the rest. */
function told(
  state: WorldState,
  account: Account,
  box: MessageBox,
  events: readonly BoxEvent[],
  channel: Channel | null,
): { newMessages: TlObject[]; others: TlObject[] } {
  const newMessages = events.flatMap((event) => {
    const message = event.kind === "new" ? box.messages.get(event.messageId) : undefined;
    return message === undefined ? [] : [messageView(state, account, message)];
  });
  const others = events.flatMap((event) => (event.kind === "new" ? [] : (eventView(state, account, box, event, channel) ?? [])));
  return { newMessages, others };
}

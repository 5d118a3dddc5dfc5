import type { TlObject } from "../codec/index.js";
import { peerView } from "../world/marked.js";
import { peersOf } from "../world/namedPeers.js";
import type { Target } from "../world/Post.js";
import type { ScheduledMessage } from "../world/Scheduled.js";
import { usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { numbers } from "./messages.js";
import { requirePeer } from "./peers.js";
import { scheduledView, sendScheduled } from "./sending.js";

/** messages.* about messages that wait for their time. */
export const scheduledHandlers: HandlerTable = {
  "messages.getScheduledHistory": usersOnly((call) => {
    const chat = requirePeer(call);
    return view(call, chat, call.state.scheduled.in(call.account.id, chat));
  }),
  "messages.getScheduledMessages": usersOnly((call) => {
    const chat = requirePeer(call);
    const ids = numbers(call.request, "id");
    return view(
      call,
      chat,
      call.state.scheduled.in(call.account.id, chat).filter(({ id }) => ids.includes(id)),
    );
  }),
  "messages.sendScheduledMessages": usersOnly((call) => {
    sendScheduled(call, requirePeer(call), numbers(call.request, "id"));
    // The messages and what they were reach the caller as they reach its other sessions.
    return call.state.post.container(call.account, []);
  }),
  "messages.deleteScheduledMessages": usersOnly((call) => {
    const { state, account, peer: session } = call;
    const chat = requirePeer(call);
    const messages = numbers(call.request, "id").filter((id) => state.scheduled.take(account.id, chat, id) !== undefined);
    const update: TlObject = { _: "updateDeleteScheduledMessages", peer: peerView(chat.markedId), messages };
    state.post.tell(account, () => [update], session);
    return state.post.container(account, [update]);
  }),
};

function view({ state, account }: SignedInCall, chat: Target, waiting: readonly ScheduledMessage[]): TlObject {
  const messages = waiting.map((message) => scheduledView(account, message));
  return { _: "messages.messages", messages, topics: [], ...peersOf(state, account, [...messages, peerView(chat.markedId)]) };
}

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { peerView } from "../world/marked.js";
import { peersOf } from "../world/namedPeers.js";
import type { Poll } from "../world/Poll.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import { int, list, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { requireMessage, requirePeer } from "./peers.js";

const MAX_PAGE = 100;

/** messages.* about polls. */
export const pollHandlers: HandlerTable = {
  "messages.sendVote": usersOnly((call) => {
    const { state, account, request, peer: session } = call;
    const message = requirePoll(call);
    const { poll } = message;
    const options = list(request, "options").filter((option) => option instanceof Uint8Array);
    poll.vote(account.id, options, state.nowSec());
    const positions = [...(poll.votes.get(account.id)?.choices ?? [])];
    const creator = state.accounts.byId(poll.made.creatorId);
    if (creator?.isBot === true && poll.made.isPublic) {
      state.tellCounted(creator, { _: "updateMessagePollVote", pollId: poll.made.id, peer: peerView(account.id), options, positions });
    }
    tellPoll(call, message.message, poll);
    const update = pollUpdate(message.message, poll, account.id);
    state.post.tell(account, () => [update], session);
    return state.post.container(account, [update]);
  }),
  "messages.getPollResults": usersOnly((call) => {
    const { message, poll } = requirePoll(call);
    return call.state.post.container(call.account, [pollUpdate(message, poll, call.account.id)]);
  }),
  "messages.getPollVotes": atHome((call) => {
    const { state, account, request } = call;
    const chat = requirePeer(call);
    const { poll } = requireMessage(call, chat, int(request, "id")).content;
    if (poll === null || !poll.made.isPublic) {
      throw new RpcFault(403, "BROADCAST_FORBIDDEN");
    }
    if (!poll.votes.has(account.id) && !poll.isClosed) {
      throw new RpcFault(403, "POLL_VOTE_REQUIRED");
    }
    const option = request["option"];
    const wanted = option instanceof Uint8Array ? poll.made.choices.findIndex((choice) => Buffer.from(choice.option).equals(option)) : null;
    const votes = [...poll.votes].filter(([, { choices }]) => wanted === null || choices.includes(wanted));
    const begin = Number(optional(request, "offset", text) ?? "0") || 0;
    const end = begin + Math.max(0, Math.min(int(request, "limit"), MAX_PAGE));
    const views = votes.slice(begin, end).map(([userId, { choices, dateSec }]): TlObject => {
      const options = choices.flatMap((index) => poll.made.choices[index]?.option ?? []);
      return options.length === 1
        ? { _: "messagePeerVote", peer: peerView(userId), option: options[0], date: dateSec }
        : { _: "messagePeerVoteMultiple", peer: peerView(userId), options, date: dateSec };
    });
    return { _: "messages.votesList", count: votes.length, votes: views, ...peersOf(state, account, views), nextOffset: end < votes.length ? String(end) : undefined };
  }),
};

/** Tells everybody who has the message how the poll stands; what they chose is left to them. */
function tellPoll({ state, account }: SignedInCall, message: StoredMessage, poll: Poll): void {
  for (const copy of message.content.copies) {
    const owner = state.ownerOf(copy);
    const channel = owner === null ? state.chats.byMarkedId(copy.peerId) : undefined;
    const readers = owner === null ? [...(channel?.members.keys() ?? [])].flatMap((id) => state.accounts.byId(id) ?? []) : [owner];
    for (const reader of readers.filter((other) => other !== account)) {
      state.post.tell(reader, () => [pollUpdate(copy, poll, reader.id)], null, channel ?? null);
    }
  }
}

function pollUpdate({ peerId, id }: StoredMessage, poll: Poll, viewerId: bigint): TlObject {
  return { _: "updateMessagePoll", peer: peerView(peerId), msgId: id, pollId: poll.made.id, poll: poll.view(viewerId), results: poll.results(viewerId) };
}

/** @throws RpcFault MESSAGE_ID_INVALID */
function requirePoll(call: SignedInCall): { message: StoredMessage; poll: Poll } {
  const message = requireMessage(call, requirePeer(call), int(call.request, "msgId"));
  if (message.content.poll === null) {
    throw new RpcFault(400, "MESSAGE_ID_INVALID");
  }
  return { message, poll: message.content.poll };
}

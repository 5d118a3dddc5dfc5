import { isObject, type TlObject, type TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { MailEvent, StoredMessage } from "../world/Mailbox.js";
import { eventView } from "../world/views.js";
import { child, children, int, list, long, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { requirePeer } from "./peers.js";

/** Longest text, in UTF-16 code units as Telegram counts (config.message_length_max). */
const MAX_TEXT_LENGTH = 4096;
/** How many random_ids of an account are remembered. */
const MAX_RANDOM_IDS = 1000;

/** messages.* that send or change something. */
export const messageHandlers: HandlerTable = {
  "messages.sendMessage": atHome(sendMessage),
  "messages.editMessage": atHome((call) => {
    const { state, account, request, peer: session } = call;
    const peer = requirePeer(call);
    const message = account.mailbox.messages.get(int(request, "id"));
    if (message === undefined || message.peerId !== peer.id) {
      throw new RpcFault(400, "MESSAGE_ID_INVALID");
    }
    if (message.fromId !== account.id) {
      throw new RpcFault(403, "MESSAGE_AUTHOR_REQUIRED");
    }
    const body = checkedText(optional(request, "message", text) ?? "");
    if (body === message.text) {
      throw new RpcFault(400, "MESSAGE_NOT_MODIFIED");
    }
    const event = state.post.edit(account, message, body, optional(request, "entities", children) ?? [], session);
    return state.post.updates(account, event);
  }),
  "messages.deleteMessages": atHome(({ state, account, request, peer }) => {
    const ids = list(request, "id").filter((id) => typeof id === "number");
    return affected(account, state.post.delete(account, ids, request["revoke"] === true, peer));
  }),
  "messages.readHistory": usersOnly((call) => {
    const peer = requirePeer(call);
    return affected(call.account, call.state.post.read(call.account, peer, int(call.request, "maxId"), call.peer));
  }),
  "messages.setTyping": atHome((call) => {
    const { state, account, request } = call;
    const peer = requirePeer(call);
    if (peer !== account) {
      const update: TlObject = { _: "updateUserTyping", userId: account.id, action: child(request, "action") };
      state.push(peer, { _: "updateShort", update, date: state.nowSec() }, null);
    }
    return true;
  }),
};

function sendMessage(call: SignedInCall): TlValue {
  const { state, account, request, peer: session } = call;
  const peer = requirePeer(call);
  const body = checkedText(text(request, "message"));
  refuseWrongWay(account, peer);
  const randomId = long(request, "randomId");
  if (randomId === 0n) {
    throw new RpcFault(400, "RANDOM_ID_EMPTY");
  }
  if (account.sentRandomIds.has(randomId)) {
    throw new RpcFault(500, "RANDOM_ID_DUPLICATE");
  }
  if (account.phone !== null) {
    state.codes.voidIn(account.phone, body);
  }
  const replyTo = request["replyTo"];
  const replyToId = isObject(replyTo) && replyTo._ === "inputReplyToMessage" ? int(replyTo, "replyToMsgId") : null;
  const markup = request["replyMarkup"];
  const { message, event } = state.post.send(
    account,
    peer,
    {
      text: body,
      entities: optional(request, "entities", children) ?? [],
      replyToId: replyToId !== null && account.mailbox.messages.has(replyToId) ? replyToId : null,
      isSilent: request["silent"] === true,
      replyMarkup: isObject(markup) && account.isBot ? markup : null,
    },
    session,
  );
  remember(account, randomId, message.id);
  return answer(call, peer, message, event, randomId);
}

/**
 * Real servers answer plain texts to other people shortly, and everything else in full; Saved
 * Messages too: Hydrogram's `send_message("me")` cannot read a short answer.
 */
function answer({ state, account }: SignedInCall, peer: Account, message: StoredMessage, event: MailEvent, randomId: bigint): TlObject {
  const isPlain = message.replyMarkup === null && !peer.isBot && peer !== account;
  if (state.options.shortAnswers && isPlain) {
    return {
      _: "updateShortSentMessage",
      out: true,
      id: message.id,
      pts: event.pts,
      ptsCount: event.ptsCount,
      date: message.dateSec,
      entities: message.entities.length === 0 ? undefined : message.entities,
    };
  }
  const update = eventView(account, event);
  return {
    ...state.post.updates(account, event),
    updates: [{ _: "updateMessageID", id: message.id, randomId }, ...(update === null ? [] : [update])],
  };
}

function checkedText(body: string): string {
  if (body.trim() === "") {
    throw new RpcFault(400, "MESSAGE_EMPTY");
  }
  if (body.length > MAX_TEXT_LENGTH) {
    throw new RpcFault(400, "MESSAGE_TOO_LONG");
  }
  return body;
}

function refuseWrongWay(from: Account, to: Account): void {
  if (from.isBot && to.isBot) {
    throw new RpcFault(400, "USER_IS_BOT");
  }
  if (from.isBot && from.mailbox.inChat(to.id).length === 0) {
    // A bot cannot begin a conversation.
    throw new RpcFault(403, "PEER_ID_INVALID");
  }
  if (to.kind === "service") {
    throw new RpcFault(400, "PEER_ID_INVALID");
  }
}

function remember(account: Account, randomId: bigint, messageId: number): void {
  account.sentRandomIds.set(randomId, messageId);
  for (const oldest of account.sentRandomIds.keys()) {
    if (account.sentRandomIds.size <= MAX_RANDOM_IDS) {
      break;
    }
    account.sentRandomIds.delete(oldest);
  }
}

/** messages.affectedMessages of an event; a null event moved nothing. */
function affected(account: Account, event: MailEvent | null): TlObject {
  return { _: "messages.affectedMessages", pts: event?.pts ?? account.mailbox.pts, ptsCount: event?.ptsCount ?? 0 };
}

import { isDeepStrictEqual } from "node:util";

import { isObject, type TlObject, type TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { Account } from "../world/Account.js";
import type { BoxEvent } from "../world/boxEvents.js";
import { peerView } from "../world/marked.js";
import type { Sent, Target } from "../world/Post.js";
import type { ScheduledMessage } from "../world/Scheduled.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import { buttonsOf } from "./buttons.js";
import { checkedEntities } from "./entities.js";
import { child, children, int, list, long, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { mediaOf } from "./media.js";
import { requireMessage, requirePeer } from "./peers.js";
import { hasAdminRight, mayRevoke } from "./permissions.js";
import { checkedCaption, checkedText, entitiesOf, sendBody, sentAnswer } from "./sending.js";

/** Most messages of one album. */
const MAX_ALBUM = 10;

/** messages.* that send or change something. */
export const messageHandlers: HandlerTable = {
  "messages.sendMessage": atHome(sendMessage),
  "messages.sendMedia": atHome((call) => {
    const { request } = call;
    const to = requirePeer(call);
    const caption = checkedCaption(text(request, "message"));
    const randomId = long(request, "randomId");
    const body = { text: caption, entities: entitiesOf(call, caption), ...mediaOf(call, child(request, "media")) };
    return sentAnswer(call, [[sendBody(call, to, body, randomId), randomId]]);
  }),
  "messages.sendMultiMedia": atHome(sendAlbum),
  "messages.uploadMedia": atHome((call) => {
    requirePeer(call);
    const { media } = mediaOf(call, child(call.request, "media"));
    // Polls are sent, never stored.
    if (media === undefined || media === null) throw new RpcFault(400, "MEDIA_INVALID");
    return media;
  }),
  "messages.editMessage": atHome(editMessage),
  "messages.deleteMessages": atHome(({ state, account, request, peer }) => {
    const ids = numbers(request, "id");
    const found = ids.flatMap((id) => account.mailbox.messages.get(id) ?? []);
    const wantsAll = request["revoke"] === true;
    const revoked = found.filter((message) => {
      const group = state.chats.byMarkedId(message.peerId);
      return wantsAll && (group === undefined || mayRevoke(account, message, group));
    });
    return affected(account, state.post.delete(account.mailbox, ids, revoked, peer));
  }),
  "messages.deleteHistory": usersOnly((call) => {
    const { state, account, request, peer: session } = call;
    const chat = requirePeer(call);
    if (chat.kind === "channel") {
      throw new RpcFault(400, "PEER_ID_INVALID");
    }
    const maxId = int(request, "maxId");
    const gone = account.mailbox.inChat(chat.markedId).filter(({ id }) => maxId === 0 || id <= maxId);
    const revoked = request["revoke"] === true && chat instanceof Account ? gone : [];
    const event = state.post.delete(
      account.mailbox,
      gone.map(({ id }) => id),
      revoked,
      session,
    );
    return { _: "messages.affectedHistory", pts: account.mailbox.pts, ptsCount: event?.ptsCount ?? 0, offset: 0 };
  }),
  "messages.setTyping": atHome((call) => {
    const { state, account, request } = call;
    const chat = requirePeer(call);
    if (chat === account) {
      return true;
    }
    const action = child(request, "action");
    const topMsgId = optional(request, "topMsgId", int) ?? undefined;
    const update = typingUpdate(account, chat, action, topMsgId);
    const short: TlObject = { _: "updateShort", update, date: state.nowSec() };
    const members = chat instanceof Account ? [chat] : [...chat.members.keys()].flatMap((id) => state.accounts.byId(id) ?? []);
    for (const member of members.filter((other) => other !== account)) {
      state.push(member, short, null);
    }
    return true;
  }),
  "messages.saveDraft": usersOnly((call) => {
    const { state, account, request, peer: session } = call;
    const chat = requirePeer(call);
    const message = text(request, "message");
    const date = state.nowSec();
    const draft: TlObject =
      message === "" && request["replyTo"] === undefined
        ? { _: "draftMessageEmpty", date }
        : { _: "draftMessage", noWebpage: request["noWebpage"], replyTo: request["replyTo"], message, entities: request["entities"], date };
    if (draft._ === "draftMessage") {
      account.drafts.set(chat.markedId, draft);
    } else {
      account.drafts.delete(chat.markedId);
    }
    state.post.tell(account, () => [{ _: "updateDraftMessage", peer: peerView(chat.markedId), draft }], session);
    return true;
  }),
};

/** messages.affectedMessages of an event; a null event moved nothing. */
export function affected(account: Account, event: BoxEvent | null): TlObject {
  return { _: "messages.affectedMessages", pts: event?.pts ?? account.mailbox.pts, ptsCount: event?.ptsCount ?? 0 };
}

/** The integers of a vector. */
export function numbers(object: TlObject, field: string): number[] {
  return list(object, field).filter((item) => typeof item === "number");
}

function sendMessage(call: SignedInCall): TlValue {
  const { state, account, request } = call;
  const to = requirePeer(call);
  const body = checkedText(text(request, "message"));
  const randomId = long(request, "randomId");
  const entities = entitiesOf(call, body);
  const sent = sendBody(call, to, { text: body, entities, right: "sendPlain" }, randomId);
  if (account.phone !== null) {
    state.codes.voidIn(account.phone, body);
  }
  if (request["clearDraft"] === true) {
    account.drafts.delete(to.markedId);
  }
  return shortAnswer(call, to, sent) ?? sentAnswer(call, [[sent, randomId]]);
}

/**
 * Real servers answer plain texts to other people shortly, and everything else in full; Saved
 * Messages too: Hydrogram's `send_message("me")` cannot read a short answer.
 */
function shortAnswer({ state, account }: SignedInCall, to: Target, sent: Sent | ScheduledMessage): TlObject | null {
  const isPerson = to instanceof Account && !to.isBot && to !== account;
  if (!state.options.shortAnswers || !isPerson || !("event" in sent) || sent.message.replyMarkup !== null) {
    return null;
  }
  const { message, event } = sent;
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

function sendAlbum(call: SignedInCall): TlObject {
  const to = requirePeer(call);
  const items = children(call.request, "multiMedia");
  if (items.length === 0 || items.length > MAX_ALBUM) {
    throw new RpcFault(400, items.length === 0 ? "MULTI_MEDIA_EMPTY" : "MULTI_MEDIA_TOO_LONG");
  }
  const groupedId = long(items[0] ?? call.request, "randomId");
  return sentAnswer(
    call,
    items.map((item) => {
      const caption = checkedCaption(text(item, "message"));
      const body = { text: caption, entities: entitiesOf(call, caption, item), groupedId, ...mediaOf(call, child(item, "media")) };
      const randomId = long(item, "randomId");
      return [sendBody(call, to, body, randomId), randomId] as const;
    }),
  );
}

function editMessage(call: SignedInCall): TlObject {
  const { state, account, request, peer: session } = call;
  const chat = requirePeer(call);
  const message = requireMessage(call, chat, int(request, "id"));
  const { content } = message;
  if (!mayEdit(account, chat, message)) {
    throw new RpcFault(403, "MESSAGE_AUTHOR_REQUIRED");
  }
  if (content.forward !== null || content.action !== null) {
    throw new RpcFault(400, "MESSAGE_ID_INVALID");
  }
  applyEdit(call, message);
  return state.post.updates(account, message.box, [state.post.edited(message, session)]);
}

/**
 * Puts the text, media and buttons of a request into a message.
 *
 * @throws RpcFault MESSAGE_EMPTY, MESSAGE_TOO_LONG, MEDIA_CAPTION_TOO_LONG, MESSAGE_NOT_MODIFIED
 */
export function applyEdit(call: SignedInCall, { content }: StoredMessage): void {
  const { state, request } = call;
  const given = optional(request, "message", text);
  const mediaInput = request["media"];
  if (content.poll !== null && isObject(mediaInput) && mediaInput._ === "inputMediaPoll") {
    // The one edit that a poll knows; its question and answers may be left out.
    if (child(mediaInput, "poll")["closed"] !== true || content.poll.isClosed) {
      throw new RpcFault(400, "MESSAGE_NOT_MODIFIED");
    }
    content.poll.isClosed = true;
    return;
  }
  const media = isObject(mediaInput) ? (mediaOf(call, mediaInput).media ?? null) : content.media;
  const body = given === null ? content.text : media === null ? checkedText(given) : checkedCaption(given);
  const entities = given === null ? content.entities : checkedEntities(call, body, optional(request, "entities", children) ?? []);
  const markup = request["replyMarkup"] === undefined && given === null ? content.replyMarkup : buttonsOf(call);
  const isSame =
    body === content.text && same(entities, content.entities) && same([media], [content.media]) && same([markup], [content.replyMarkup]);
  if (isSame) {
    throw new RpcFault(400, "MESSAGE_NOT_MODIFIED");
  }
  content.text = body;
  content.entities = entities;
  content.media = media;
  content.replyMarkup = markup;
  content.editDateSec = state.nowSec();
}

function mayEdit(account: Account, chat: Target, { content }: StoredMessage): boolean {
  if (chat.kind === "channel" && chat.isBroadcast) {
    const isOwn = content.senderId === account.id && chat.hasAdminRight(account.id, "postMessages");
    return isOwn || hasAdminRight(account, chat, "editMessages");
  }
  return content.senderId === account.id;
}

function typingUpdate(account: Account, chat: Target, action: TlObject, topMsgId: number | undefined): TlObject {
  switch (chat.kind) {
    case "chat":
      return { _: "updateChatUserTyping", chatId: chat.id, fromId: peerView(account.id), action };
    case "channel":
      return { _: "updateChannelUserTyping", channelId: chat.id, topMsgId, fromId: peerView(account.id), action };
    default:
      return { _: "updateUserTyping", userId: account.id, topMsgId, action };
  }
}

function same(a: readonly (TlObject | null)[], b: readonly (TlObject | null)[]): boolean {
  return isDeepStrictEqual(a, b);
}

import { isObject, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { Letter, ReplyTo } from "../world/Letter.js";
import { eventView, mediaView } from "../world/messageViews.js";
import { peerView } from "../world/marked.js";
import type { Sent, Target } from "../world/Post.js";
import type { BannedRight } from "../world/rights.js";
import type { ScheduledMessage } from "../world/Scheduled.js";
import { GENERAL_TOPIC } from "../world/Topics.js";
import { buttonsOf } from "./buttons.js";
import { checkedEntities } from "./entities.js";
import { children, int, optional, text } from "./fields.js";
import type { SignedInCall } from "./Handler.js";
import { findMessage, requireInput } from "./peers.js";
import { checkMaySend } from "./permissions.js";

/** Longest text, in UTF-16 code units as Telegram counts (config.message_length_max). */
export const MAX_TEXT_LENGTH = 4096;
/** Longest caption of media (config.caption_length_max). */
export const MAX_CAPTION_LENGTH = 1024;
/** How many random_ids of an account are remembered. */
const MAX_RANDOM_IDS = 1000;
/** A date that means "when the other person is online". */
const WHEN_ONLINE = 0x7ffffffe;
/** Messages that may wait in one chat. */
const MAX_SCHEDULED = 100;
/** How far ahead messages can be scheduled. */
const MAX_SCHEDULE_SEC = 366 * 86_400;

/** The part of a letter that differs between the methods that send. */
export type Body = Pick<Letter, "text" | "entities" | "media" | "poll" | "forward" | "viaBotId" | "groupedId"> & {
  /** What members need to be allowed. */
  readonly right: BannedRight;
  /** Markup of an inline result; others come from the request. */
  readonly replyMarkup?: TlObject | null;
  readonly isProtected?: boolean;
};

/**
 * Sends one message as the fields of a request ask for: to whom it is an answer, silently, later, in
 * whose name. Used by every method that sends.
 */
export function sendBody(call: SignedInCall, to: Target, body: Body, randomId: bigint): Sent | ScheduledMessage {
  const { state, account, request, peer: session } = call;
  checkMaySend(call, to, body.right);
  useRandomId(account, randomId);
  const letter = letterOf(call, to, body);
  const scheduleDate = optional(request, "scheduleDate", int);
  if (scheduleDate !== null && scheduleDate > state.nowSec()) {
    return schedule(call, to, letter, scheduleDate);
  }
  const sent = state.post.send(account, to, letter, session);
  account.sentRandomIds.set(randomId, sent.message.id);
  const member = to.kind === "channel" ? to.members.get(account.id) : undefined;
  if (member !== undefined) {
    member.lastSentSec = state.nowSec();
  }
  return sent;
}

/** The updates that answer a call which sent messages. */
export function sentAnswer({ state, account }: SignedInCall, sent: readonly (readonly [Sent | ScheduledMessage, bigint])[]): TlObject {
  const pairs: TlObject[] = [];
  const updates: TlObject[] = [];
  for (const [one, randomId] of sent) {
    if ("event" in one) {
      const { message, event } = one;
      const channel = message.box === account.mailbox ? null : (state.chats.byMarkedId(message.peerId) ?? null);
      const update = eventView(state, account, message.box, event, channel?.kind === "channel" ? channel : null);
      pairs.push({ _: "updateMessageID", id: message.id, randomId });
      updates.push(...(update === null ? [] : [update]));
    } else {
      pairs.push({ _: "updateMessageID", id: one.id, randomId });
      updates.push({ _: "updateNewScheduledMessage", message: scheduledView(account, one) });
    }
  }
  return state.post.container(account, [...pairs, ...updates]);
}

/** @throws RpcFault MESSAGE_EMPTY, MESSAGE_TOO_LONG */
export function checkedText(body: string): string {
  if (body.trim() === "") {
    throw new RpcFault(400, "MESSAGE_EMPTY");
  }
  if (body.length > MAX_TEXT_LENGTH) {
    throw new RpcFault(400, "MESSAGE_TOO_LONG");
  }
  return body;
}

/** @throws RpcFault MEDIA_CAPTION_TOO_LONG */
export function checkedCaption(body: string): string {
  if (body.length > MAX_CAPTION_LENGTH) {
    throw new RpcFault(400, "MEDIA_CAPTION_TOO_LONG");
  }
  return body;
}

/** The entities of a request, fit for its text. */
export function entitiesOf(call: SignedInCall, body: string, object: TlObject = call.request): readonly TlObject[] {
  return checkedEntities(call, body, optional(object, "entities", children) ?? []);
}

/** A scheduled message as its owner sees it. */
export function scheduledView(account: Account, { id, target, letter, dateSec }: ScheduledMessage): TlObject {
  const replyToMsgId = letter.reply?.messageId ?? undefined;
  return {
    _: "message",
    out: true,
    fromScheduled: true,
    id,
    fromId: letter.sendAs === target.markedId ? undefined : peerView(letter.sendAs ?? account.id),
    peerId: peerView(target.markedId),
    date: dateSec,
    message: letter.text,
    media: mediaView({ poll: letter.poll ?? null, media: letter.media ?? null }, account),
    entities: letter.entities === undefined || letter.entities.length === 0 ? undefined : letter.entities,
    replyMarkup: letter.replyMarkup ?? undefined,
    silent: letter.isSilent === true,
    replyTo: replyToMsgId === undefined ? undefined : { _: "messageReplyHeader", replyToMsgId },
  };
}

function letterOf(call: SignedInCall, to: Target, body: Body): Letter {
  const { account, request } = call;
  const sendAs = sendAsOf(call, to);
  const isPost = to.kind === "channel" && to.isBroadcast;
  const { right: _right, ...rest } = body;
  return {
    ...rest,
    reply: replyOf(call, to),
    isSilent: request["silent"] === true,
    isProtected: body.isProtected ?? (request["noforwards"] === true || ("isProtected" in to && to.isProtected)),
    replyMarkup: body.replyMarkup ?? buttonsOf(call),
    sendAs,
    postAuthor: isPost && to.hasSignatures ? `${account.firstName} ${account.lastName}`.trim() : null,
  };
}

/** Posts are the channel's own; admins of groups may hide behind the group. */
function sendAsOf(call: SignedInCall, to: Target): bigint | null {
  const { account, request } = call;
  if (to.kind !== "channel") {
    return null;
  }
  if (to.isBroadcast) {
    return to.markedId;
  }
  const wanted = request["sendAs"];
  if (isObject(wanted)) {
    const as = requireInput(call, wanted);
    const isOwn = as === account || (as === to && to.isAdmin(account.id)) || (as.kind === "channel" && as.username !== null && as.creatorId === account.id);
    if (!isOwn) {
      throw new RpcFault(400, "SEND_AS_PEER_INVALID");
    }
    return as === account ? null : as.markedId;
  }
  return to.hasAdminRight(account.id, "anonymous") ? to.markedId : null;
}

/** @throws RpcFault QUOTE_TEXT_INVALID, TOPIC_CLOSED, TOPIC_DELETED */
function replyOf(call: SignedInCall, to: Target): ReplyTo | null {
  const { request, account } = call;
  const input = request["replyTo"];
  const isReply = isObject(input) && input._ === "inputReplyToMessage";
  const messageId = isReply ? int(input, "replyToMsgId") : 0;
  const topicId = (isReply ? optional(input, "topMsgId", int) : null) ?? optional(request, "topMsgId", int);
  const otherInput = isReply ? input["replyToPeerId"] : undefined;
  const other = isObject(otherInput) ? requireInput(call, otherInput) : to;
  const answered = messageId === 0 ? undefined : findMessage(call, other, messageId);
  const topic = checkedTopic(account, to, answered?.reply?.isForumTopic === true ? (answered.reply.topId ?? answered.replyToId) : topicId, messageId);
  if (answered === undefined) {
    // An answer to what is gone is sent as no answer, as real servers do for people; in a topic it names the topic.
    return topic === null ? null : { messageId: topic, isForumTopic: true };
  }
  const quoteText = isReply ? optional(input, "quoteText", text) : null;
  if (quoteText !== null && !answered.text.includes(quoteText)) {
    throw new RpcFault(400, "QUOTE_TEXT_INVALID");
  }
  const quote =
    isReply && quoteText !== null
      ? { text: quoteText, entities: optional(input, "quoteEntities", children) ?? [], offset: optional(input, "quoteOffset", int) }
      : null;
  if (other !== to) {
    const from: TlObject = { _: "messageFwdHeader", fromId: peerView(answered.fromId), date: answered.dateSec };
    return { messageId: other.kind === "channel" ? messageId : null, peerId: other.kind === "channel" ? other.markedId : null, from, quote };
  }
  const threadTop = to.kind === "channel" && !to.isForum ? (answered.reply?.topId ?? answered.replyToId) : null;
  return topic === null || topic === messageId
    ? { messageId, topId: threadTop, isForumTopic: topic !== null, quote }
    : { messageId, topId: topic, isForumTopic: true, quote };
}

/** The topic that a message goes to; null for "General", and where there are none. */
function checkedTopic(account: Account, to: Target, wanted: number | null, answered: number): number | null {
  if (to.kind !== "channel" || !to.isForum) {
    return null;
  }
  const id = wanted ?? (to.topics.byId.has(answered) ? answered : null);
  if (id === null || id === GENERAL_TOPIC) {
    return null;
  }
  const topic = to.topics.byId.get(id);
  if (topic === undefined) {
    throw new RpcFault(400, "TOPIC_DELETED");
  }
  if (topic.isClosed && !to.hasAdminRight(account.id, "manageTopics") && topic.creatorId !== account.id) {
    throw new RpcFault(400, "TOPIC_CLOSED");
  }
  return id;
}

function schedule(call: SignedInCall, to: Target, letter: Letter, dateSec: number): ScheduledMessage {
  const { state, account, peer: session } = call;
  if (account.isBot) {
    throw new RpcFault(400, "BOT_METHOD_INVALID");
  }
  if (dateSec !== WHEN_ONLINE && dateSec > state.nowSec() + MAX_SCHEDULE_SEC) {
    throw new RpcFault(400, "SCHEDULE_DATE_TOO_LATE");
  }
  if (state.scheduled.in(account.id, to).length >= MAX_SCHEDULED) {
    throw new RpcFault(400, "SCHEDULE_TOO_MUCH");
  }
  const scheduled = state.scheduled.add(account.id, to, letter, dateSec);
  scheduled.cancel = state.agenda.at(dateSec * 1000, () => sendScheduled(call, to, [scheduled.id]));
  state.post.tell(account, () => [{ _: "updateNewScheduledMessage", message: scheduledView(account, scheduled) }], session);
  return scheduled;
}

/** Sends scheduled messages now; their owner is told that they wait no more. */
export function sendScheduled({ state, account }: SignedInCall, to: Target, ids: readonly number[]): void {
  for (const id of ids) {
    const scheduled = state.scheduled.take(account.id, to, id);
    if (scheduled !== undefined) {
      const { message } = state.post.send(account, to, { ...scheduled.letter, isFromScheduled: true });
      const update: TlObject = { _: "updateDeleteScheduledMessages", peer: peerView(to.markedId), messages: [id], sentMessages: [message.id] };
      state.post.tell(account, () => [update], null);
    }
  }
}

/** @throws RpcFault RANDOM_ID_EMPTY, RANDOM_ID_DUPLICATE */
function useRandomId(account: Account, randomId: bigint): void {
  if (randomId === 0n) {
    throw new RpcFault(400, "RANDOM_ID_EMPTY");
  }
  if (account.sentRandomIds.has(randomId)) {
    throw new RpcFault(500, "RANDOM_ID_DUPLICATE");
  }
  account.sentRandomIds.set(randomId, 0);
  for (const oldest of account.sentRandomIds.keys()) {
    if (account.sentRandomIds.size <= MAX_RANDOM_IDS) {
      break;
    }
    account.sentRandomIds.delete(oldest);
  }
}

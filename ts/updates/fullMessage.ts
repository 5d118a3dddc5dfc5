import type { tl } from "../tl/index.js";

type Short = tl.RawUpdateShortMessage | tl.RawUpdateShortChatMessage;
type SharedField = Exclude<keyof Short & keyof tl.RawMessage, "_" | "id" | "fromId" | "message" | "date">;
type Shared = Pick<tl.RawMessage, SharedField>;

/** What a message has in its short form as well, and mostly has not. */
const SHARED_FIELDS: readonly SharedField[] = Object.keys({
  out: true,
  mentioned: true,
  mediaUnread: true,
  silent: true,
  fwdFrom: true,
  viaBotId: true,
  replyTo: true,
  entities: true,
  ttlPeriod: true,
} satisfies Record<SharedField, true>) as SharedField[];

/** The message that a short form stands for (spec/client.md §4.2). */
export function fullMessage(short: Short, selfId: number): tl.RawUpdateNewMessage {
  const { id, message: text, date, pts, ptsCount } = short;
  const [from, peerId] = placeOf(short, selfId);
  // Most messages to a bot come so, and a copy by rest and spread takes ten times as long.
  const message: tl.RawMessage = { _: "message", id, fromId: user(from), peerId, date, message: text };
  for (const field of SHARED_FIELDS) copy(field, short, message);
  return { _: "updateNewMessage", message, pts, ptsCount };
}

function placeOf(short: Short, selfId: number): readonly [from: number, peerId: tl.Peer] {
  if (short._ === "updateShortChatMessage") return [short.fromId, { _: "peerChat", chatId: short.chatId }];
  return [short.out ? selfId : short.userId, user(short.userId)];
}

function copy<Field extends SharedField>(field: Field, from: Shared, to: Shared): void {
  if (from[field] !== undefined) to[field] = from[field];
}

function user(userId: number): tl.RawPeerUser {
  return { _: "peerUser", userId };
}

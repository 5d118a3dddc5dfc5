import type { tl } from "../tl/index.js";

/** The message that a short form stands for (spec/client.md §4.2). */
export function fullMessage(short: tl.RawUpdateShortMessage | tl.RawUpdateShortChatMessage, selfId: number): tl.RawUpdateNewMessage {
  const { pts, ptsCount, ...rest } = short;
  const { _: _kind, ...common } = rest;
  if (short._ === "updateShortMessage") {
    const { userId, ...fields } = common as Omit<tl.RawUpdateShortMessage, "_" | "pts" | "ptsCount">;
    return newMessage({ ...fields, fromId: user(short.out ? selfId : userId), peerId: user(userId) }, pts, ptsCount);
  }
  const { fromId, chatId, ...fields } = common as Omit<tl.RawUpdateShortChatMessage, "_" | "pts" | "ptsCount">;
  return newMessage({ ...fields, fromId: user(fromId), peerId: { _: "peerChat", chatId } }, pts, ptsCount);
}

function newMessage(fields: Omit<tl.RawMessage, "_">, pts: number, ptsCount: number): tl.RawUpdateNewMessage {
  return { _: "updateNewMessage", message: { _: "message", ...fields }, pts, ptsCount };
}

function user(userId: number): tl.RawPeerUser {
  return { _: "peerUser", userId };
}

import type { tl } from "../tl/index.js";

/** Updates of one chat share a key: they are handled one after the other. What belongs to no chat has the key "". */
export function chatKey(update: tl.Update): string {
  return ("peer" in update ? peerKey(update.peer) : null) ?? ("message" in update ? messageKey(update.message) : null) ?? idKey(update) ?? "";
}

function messageKey(message: unknown): string | null {
  if (!isObject(message)) return null;
  // Secret chats have their own numbers.
  if ("_" in message && "chatId" in message && (message._ === "encryptedMessage" || message._ === "encryptedMessageService")) return `s${String(message.chatId)}`;
  return "peerId" in message ? peerKey(message.peerId) : null;
}

function peerKey(peer: unknown): string | null {
  return isObject(peer) ? idKey(peer) : null;
}

function idKey(fields: object): string | null {
  if ("channelId" in fields && typeof fields.channelId === "number") return `c${fields.channelId}`;
  if ("chatId" in fields && typeof fields.chatId === "number") return `g${fields.chatId}`;
  return "userId" in fields && typeof fields.userId === "number" ? `u${fields.userId}` : null;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

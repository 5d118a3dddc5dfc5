import type { tl } from "../tl/index.js";

/** Updates of one chat share a key: they are handled one after the other. What belongs to no chat has the key "". */
export function chatKey(update: tl.Update): string {
  const fields: Readonly<Record<string, unknown>> = { ...update };
  return peerKey(fields["peer"]) ?? messageKey(fields["message"]) ?? idKey(fields) ?? "";
}

function messageKey(message: unknown): string | null {
  if (!isObject(message)) return null;
  // Secret chats have their own numbers.
  if (message["_"] === "encryptedMessage" || message["_"] === "encryptedMessageService") return `s${String(message["chatId"])}`;
  return peerKey(message["peerId"]);
}

function peerKey(peer: unknown): string | null {
  return isObject(peer) ? idKey(peer) : null;
}

function idKey({ channelId, chatId, userId }: Readonly<Record<string, unknown>>): string | null {
  if (typeof channelId === "number") return `c${channelId}`;
  if (typeof chatId === "number") return `g${chatId}`;
  return typeof userId === "number" ? `u${userId}` : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

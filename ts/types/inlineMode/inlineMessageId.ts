import type { tl } from "../../tl/index.js";

const CONSTRUCTOR_32_BYTES = 20;
const CONSTRUCTOR_64_BYTES = 24;

/** Names a message that was sent by inline mode, as the Bot API does: its TL fields in base64url (spec/client.md §5.4). */
export function inlineMessageIdOf(id: tl.InputBotInlineMessageID): string {
  const bytes = Buffer.alloc(id._ === "inputBotInlineMessageID64" ? CONSTRUCTOR_64_BYTES : CONSTRUCTOR_32_BYTES);
  let at = bytes.writeInt32LE(id.dcId, 0);
  at = bytes.writeBigInt64LE(id._ === "inputBotInlineMessageID64" ? id.ownerId : id.id, at);
  if (id._ === "inputBotInlineMessageID64") at = bytes.writeInt32LE(id.id, at);
  bytes.writeBigInt64LE(id.accessHash, at);
  return bytes.toString("base64url");
}

/** @throws TypeError for what is no id of a message that was sent by inline mode */
export function parseInlineMessageId(inlineMessageId: string): tl.InputBotInlineMessageID {
  if (typeof inlineMessageId !== "string") throw new TypeError("inlineMessageId must be a string");
  const bytes = Buffer.from(inlineMessageId, "base64url");
  if (bytes.toString("base64url") !== inlineMessageId.replace(/=+$/, "") || (bytes.length !== CONSTRUCTOR_32_BYTES && bytes.length !== CONSTRUCTOR_64_BYTES)) {
    throw new TypeError("inlineMessageId does not name a message that was sent by inline mode");
  }
  const dcId = bytes.readInt32LE(0);
  if (bytes.length === CONSTRUCTOR_32_BYTES) return { _: "inputBotInlineMessageID", dcId, id: bytes.readBigInt64LE(4), accessHash: bytes.readBigInt64LE(12) };
  return { _: "inputBotInlineMessageID64", dcId, ownerId: bytes.readBigInt64LE(4), id: bytes.readInt32LE(12), accessHash: bytes.readBigInt64LE(16) };
}

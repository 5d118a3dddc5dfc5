import type { PeerLike } from "../../peers/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface UnpinChatMessageOptions {
  /** The message to unpin. @default the one that was pinned last */
  readonly messageId?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpins a message. In groups and channels that needs the right to pin or to edit messages.
 *
 * @param message its number, alone or among the options
 * @throws {RangeError} when no message is named and none is pinned
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID …
 */
export async function unpinChatMessage(client: MethodClient, chatId: PeerLike, message: number | UnpinChatMessageOptions = {}): Promise<void> {
  const { messageId, signal }: UnpinChatMessageOptions = typeof message === "number" ? { messageId: message } : message;
  if (messageId !== undefined) checkMessageId(messageId);
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.updatePinnedMessage", peer, id: messageId ?? (await lastPinned(client, peer)), unpin: true }, { signal });
}

/** @throws RangeError when nothing is pinned */
async function lastPinned(client: MethodClient, peer: Awaited<ReturnType<MethodClient["resolvePeer"]>>): Promise<number> {
  const answer = await client.invoke({
    _: "messages.search",
    peer,
    q: "",
    filter: { _: "inputMessagesFilterPinned" },
    minDate: 0,
    maxDate: 0,
    offsetId: 0,
    addOffset: 0,
    limit: 1,
    maxId: 0,
    minId: 0,
    hash: 0n,
  });
  const id = "messages" in answer ? answer.messages[0]?.id : undefined;
  if (id === undefined) throw new RangeError("messageId must be given, since no message is pinned");
  return id;
}

import type { PeerLike } from "../../peers/index.js";
import type { MethodClient } from "../MethodClient.js";

export interface UnpinAllChatMessagesOptions {
  /** Only those of this topic. */
  readonly messageThreadId?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpins all messages of a chat. In groups and channels that needs the right to pin or to edit messages.
 *
 * @throws {RpcError} CHAT_ADMIN_REQUIRED …
 */
export async function unpinAllChatMessages(
  client: MethodClient,
  chatId: PeerLike,
  { messageThreadId, signal }: UnpinAllChatMessagesOptions = {},
): Promise<void> {
  const peer = await client.resolvePeer(chatId, "chatId");
  // Many are unpinned in several steps: what is left stands in `offset` (spec/client.md §4.6).
  for (;;) {
    const { offset } = await client.invoke({ _: "messages.unpinAllMessages", peer, topMsgId: messageThreadId }, { signal });
    if (offset <= 0) return;
  }
}

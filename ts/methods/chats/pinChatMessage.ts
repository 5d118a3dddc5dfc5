import type { PeerLike } from "../../peers/index.js";
import type { Message, PinOptions } from "../../types/index.js";
import { checkMessageId, flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { messagesOf } from "../messages/sentMessages.js";

/**
 * Pins a message. In groups and channels that needs the right to pin or to edit messages.
 *
 * @returns the service message that tells of it; null where there is none, as in a private chat pinned for oneself
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID, CHAT_NOT_MODIFIED …
 */
export async function pinChatMessage(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  { disableNotification, bothSides, signal }: PinOptions = {},
): Promise<Message | null> {
  checkMessageId(messageId);
  const peer = await client.resolvePeer(chatId, "chatId");
  const isPrivate = peer._ === "inputPeerUser" || peer._ === "inputPeerUserFromMessage";
  const pmOneside = flag(isPrivate && bothSides !== true);
  const updates = await client.invoke(
    { _: "messages.updatePinnedMessage", peer, id: messageId, silent: flag(disableNotification), pmOneside },
    { signal },
  );
  return messagesOf(client, updates).find(({ raw }) => raw._ === "messageService") ?? null;
}

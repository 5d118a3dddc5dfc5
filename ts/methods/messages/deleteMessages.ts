import { toInputChannel, type PeerLike } from "../../peers/index.js";
import type { DeleteOptions } from "../../types/index.js";
import { messageIdList } from "../checkArguments.js";
import { inChunks } from "../inChunks.js";
import type { MethodClient } from "../MethodClient.js";
import { isChannel } from "./getMessages.js";

/** Most that Telegram deletes at once. */
const CHUNK = 100;

/**
 * Deletes messages, one's own or, with the right to, those of others. Numbers of messages that do not exist are
 * passed over.
 *
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} MESSAGE_DELETE_FORBIDDEN, CHAT_ADMIN_REQUIRED …
 * @example
 * await deleteMessages(client, "me", [5, 6]);
 */
export async function deleteMessages(
  client: MethodClient,
  chatId: PeerLike,
  messageIds: number | readonly number[],
  { revoke = true, signal }: DeleteOptions = {},
): Promise<void> {
  const ids = messageIdList(messageIds);
  const peer = await client.resolvePeer(chatId, "chatId");
  await inChunks(ids, CHUNK, async (chunk) => {
    const id = [...chunk];
    const affected = isChannel(peer)
      ? await client.invoke({ _: "channels.deleteMessages", channel: toInputChannel(peer), id }, { signal })
      : await client.invoke({ _: "messages.deleteMessages", id, revoke: revoke ? true : undefined }, { signal });
    return [affected];
  });
}

import { toInputChannel, type PeerLike } from "../../peers/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { isChannel } from "./getMessages.js";

export interface ReadChatHistoryOptions {
  /** The last message that was read. @default all of them */
  readonly maxId?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Marks the messages of a chat as read. Users only.
 *
 * @throws {RpcError} CHANNEL_PRIVATE …
 */
export async function readChatHistory(client: MethodClient, chatId: PeerLike, { maxId = 0, signal }: ReadChatHistoryOptions = {}): Promise<void> {
  if (maxId !== 0) checkMessageId(maxId, "maxId");
  const peer = await client.resolvePeer(chatId, "chatId");
  if (isChannel(peer)) await client.invoke({ _: "channels.readHistory", channel: toInputChannel(peer), maxId }, { signal });
  else await client.invoke({ _: "messages.readHistory", peer, maxId }, { signal });
}

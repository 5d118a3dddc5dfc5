import type { PeerLike } from "../../peers/index.js";
import type { MethodClient } from "../MethodClient.js";
import { messageCount } from "./messageList.js";

/** How many messages a chat has, service messages among them. Users only. @throws {RpcError} CHANNEL_PRIVATE … */
export async function getChatHistoryCount(client: MethodClient, chatId: PeerLike): Promise<number> {
  const peer = await client.resolvePeer(chatId, "chatId");
  const none = { offsetId: 0, offsetDate: 0, addOffset: 0, maxId: 0, minId: 0, hash: 0n };
  return messageCount(await client.invoke({ _: "messages.getHistory", peer, ...none, limit: 1 }));
}

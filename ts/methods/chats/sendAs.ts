import type { PeerLike } from "../../peers/index.js";
import { Chat, PeerIndex } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";

/** The chats and channels in whose name the account may write here. Users only. @throws {RpcError} CHANNEL_PRIVATE … */
export async function getSendAsChats(client: MethodClient, chatId: PeerLike): Promise<Chat[]> {
  const answer = await client.invoke({ _: "channels.getSendAs", peer: await client.resolvePeer(chatId, "chatId") });
  const peers = PeerIndex.of(answer);
  return answer.peers.map(({ peer }) => new Chat(peers.peer(peer) ?? peer, client.objects));
}

/** Chooses in whose name the account writes here from now on. Users only. @throws {RpcError} SEND_AS_PEER_INVALID … */
export async function setSendAsChat(client: MethodClient, chatId: PeerLike, sendAsChatId: PeerLike): Promise<void> {
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.saveDefaultSendAs", peer, sendAs: await client.resolvePeer(sendAsChatId, "sendAsChatId") });
}

/** How many members of a chat are online. Users only. @throws {RpcError} CHANNEL_PRIVATE … */
export async function getChatOnlineCount(client: MethodClient, chatId: PeerLike): Promise<number> {
  return (await client.invoke({ _: "messages.getOnlines", peer: await client.resolvePeer(chatId, "chatId") })).onlines;
}

import type { PeerLike } from "../../peers/index.js";
import type { Message } from "../../types/index.js";
import { messageIdList } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { messageList } from "./messageList.js";
import { messagesOf } from "./sentMessages.js";

/** The messages that wait to be sent in a chat, the last one first. Users only. */
export async function getScheduledMessages(client: MethodClient, chatId: PeerLike): Promise<Message[]> {
  const peer = await client.resolvePeer(chatId, "chatId");
  return messageList(client, await client.invoke({ _: "messages.getScheduledHistory", peer, hash: 0n }));
}

/** Sends scheduled messages now. Users only. @returns the messages as they were sent @throws {RpcError} MESSAGE_ID_INVALID … */
export async function sendScheduledMessages(client: MethodClient, chatId: PeerLike, messageIds: number | readonly number[]): Promise<Message[]> {
  const id = messageIdList(messageIds);
  const peer = await client.resolvePeer(chatId, "chatId");
  return messagesOf(client, await client.invoke({ _: "messages.sendScheduledMessages", peer, id }));
}

/** Deletes scheduled messages. Users only. @throws {RpcError} MESSAGE_ID_INVALID … */
export async function deleteScheduledMessages(client: MethodClient, chatId: PeerLike, messageIds: number | readonly number[]): Promise<void> {
  const id = messageIdList(messageIds);
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.deleteScheduledMessages", peer, id });
}

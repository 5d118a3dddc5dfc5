import type { PeerLike } from "../../peers/index.js";
import type { Chat } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { peerList } from "../peerList.js";
import { chatIn } from "./chatIn.js";

/**
 * Makes a basic group. Users only.
 *
 * @param users at least one other user; those who do not let themselves be added are left out
 * @throws {RpcError} USERS_TOO_FEW, USER_RESTRICTED, CHAT_TITLE_EMPTY …
 */
export async function createGroup(client: MethodClient, title: string, users: PeerLike | readonly PeerLike[]): Promise<Chat> {
  checkString(title, "title");
  const members = await Promise.all(peerList(users).map((user) => client.resolveUser(user, "users")));
  const { updates } = await client.invoke({ _: "messages.createChat", title, users: members });
  return chatIn(client, updates);
}

export interface CreateChannelOptions {
  /** Up to 255 characters. @default "" */
  readonly description?: string | undefined;
}

export interface CreateSupergroupOptions extends CreateChannelOptions {
  /** Sorts its messages into topics. @default false */
  readonly isForum?: boolean | undefined;
}

/** Makes a supergroup. Users only. @throws {RpcError} CHANNELS_TOO_MUCH, CHAT_TITLE_EMPTY, USER_RESTRICTED … */
export async function createSupergroup(
  client: MethodClient,
  title: string,
  { description = "", isForum }: CreateSupergroupOptions = {},
): Promise<Chat> {
  checkString(title, "title");
  return chatIn(client, await client.invoke({ _: "channels.createChannel", megagroup: true, forum: isForum, title, about: description }));
}

/** Makes a channel. Users only. @throws {RpcError} CHANNELS_TOO_MUCH, CHAT_TITLE_EMPTY, USER_RESTRICTED … */
export async function createChannel(client: MethodClient, title: string, { description = "" }: CreateChannelOptions = {}): Promise<Chat> {
  checkString(title, "title");
  return chatIn(client, await client.invoke({ _: "channels.createChannel", broadcast: true, title, about: description }));
}

/** Deletes a channel of one's own, with all that is in it. Users only. @throws {RpcError} CHAT_ADMIN_REQUIRED, CHANNEL_TOO_LARGE … */
export async function deleteChannel(client: MethodClient, chatId: PeerLike): Promise<void> {
  await client.invoke({ _: "channels.deleteChannel", channel: await client.resolveChannel(chatId, "chatId") });
}

/** Deletes a supergroup of one's own, with all that is in it. Users only. @throws {RpcError} CHAT_ADMIN_REQUIRED, CHANNEL_TOO_LARGE … */
export async function deleteSupergroup(client: MethodClient, chatId: PeerLike): Promise<void> {
  await deleteChannel(client, chatId);
}

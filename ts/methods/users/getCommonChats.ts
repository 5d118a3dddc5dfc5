import type { PeerLike } from "../../peers/index.js";
import { Chat } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";

/** Most that Telegram gives. */
const LIMIT = 100;

/** The groups that the account has in common with a user, up to 100. Users only. @throws {RpcError} USER_ID_INVALID … */
export async function getCommonChats(client: MethodClient, userId: PeerLike): Promise<Chat[]> {
  const { chats } = await client.invoke({ _: "messages.getCommonChats", userId: await client.resolveUser(userId, "userId"), maxId: 0, limit: LIMIT });
  return chats.flatMap((chat) => (chat._ === "chatEmpty" ? [] : [new Chat(chat, client.objects)]));
}

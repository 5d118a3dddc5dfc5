import type { PeerLike } from "../../peers/index.js";
import type { Message } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { messageList } from "./messageList.js";

/**
 * The copy of a channel's post in its discussion group, which comments answer. Users only.
 *
 * @throws {RpcError} MSG_ID_INVALID when the post has no comments, CHANNEL_PRIVATE …
 */
export async function getDiscussionMessage(client: MethodClient, chatId: PeerLike, messageId: number): Promise<Message> {
  checkMessageId(messageId);
  const answer = await client.invoke({ _: "messages.getDiscussionMessage", peer: await client.resolvePeer(chatId, "chatId"), msgId: messageId });
  const [message] = messageList(client, answer);
  if (message === undefined) throw new RangeError(`messageId must name a post with comments, and ${messageId} does not`);
  return message;
}

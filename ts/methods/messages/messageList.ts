import type { tl } from "../../tl/index.js";
import { Message, PeerIndex } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";

/** Messages with the users and chats that they mention. */
interface WithMessages {
  readonly messages: readonly tl.Message[];
  readonly users: readonly tl.User[];
  readonly chats: readonly tl.Chat[];
}

/** Views of the messages in an answer, in its order, those that do not exist among them. */
export function messageList(client: MethodClient, answer: tl.MessagesMessages | WithMessages): Message[] {
  if (!("messages" in answer)) return [];
  const peers = PeerIndex.of(answer);
  return answer.messages.map((message) => new Message(message, peers, client.objects));
}

/** How many messages there are in all, however few an answer holds. */
export function messageCount(answer: tl.MessagesMessages): number {
  return answer._ === "messages.messages" ? answer.messages.length : answer.count;
}

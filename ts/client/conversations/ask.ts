import type { TextLike } from "../../text/index.js";
import { setSentMessage, type ChatId, type Heard, type ObjectClient, type SendMessageOptions } from "../../types/index.js";
import type { Conversations } from "./Conversations.js";
import type { ListenEverywhere } from "./listen.js";
import { waitFor, type Waiting } from "./waitFor.js";

/** Sends a text and waits for the answer: by default the next message in the chat. */
export async function ask(conversations: Conversations, client: ObjectClient, chatId: ChatId, text: TextLike, options: ListenEverywhere & SendMessageOptions = {}): Promise<Heard> {
  const { filters, timeout, unallowedClickAlert, listenerType = "message", userId, messageId, inlineMessageId, ...sendOptions } = options;
  const listenOptions = { filters, timeout, unallowedClickAlert, signal: options.signal };
  const begin = (id: number): Waiting => waitFor(conversations, listenerType, { chatId: id, userId, messageId, inlineMessageId }, listenOptions);
  // The answer may come together with the news that the question was sent: where the chat is known, waiting begins before.
  let waiting = typeof chatId === "number" ? begin(chatId) : null;
  try {
    const sent = await client.sendMessage(chatId, text, sendOptions);
    waiting ??= begin(sent.chat.id);
    const answer = await waiting.answer;
    setSentMessage(answer, sent);
    return answer;
  } catch (error) {
    waiting?.stop(error);
    throw error;
  }
}

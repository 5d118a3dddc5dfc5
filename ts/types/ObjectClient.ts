import type { Message } from "./messagesAndMedia/Message.js";
import type { EditTextOptions, SendMessageOptions } from "./options/index.js";
import type { User } from "./userAndChats/User.js";

/** How a chat is named to a method: marked id, username, phone number, link, or `"me"`. */
export type ChatId = number | bigint | string;

/** The client's methods that bound methods call: `message.reply()` is `client.sendMessage()`. Client implements it. */
export interface ObjectClient {
  /** The account that is signed in. */
  readonly me: User | null;
  sendMessage(chatId: ChatId, text: string, options?: SendMessageOptions): Promise<Message>;
  editMessageText(chatId: ChatId, messageId: number, text: string, options?: EditTextOptions): Promise<Message>;
  deleteMessages(chatId: ChatId, messageIds: number | readonly number[], options?: { readonly revoke?: boolean | undefined }): Promise<void>;
}

import type { tl } from "../../tl/index.js";
import type { Message } from "../messagesAndMedia/Message.js";
import { TlView } from "../TlView.js";
import type { Chat } from "./Chat.js";

/** A chat in the account's list of chats. */
export class Dialog extends TlView {
  readonly raw: tl.RawDialog;
  readonly #chat: Chat;
  readonly #topMessage: Message | null;

  constructor(raw: tl.RawDialog, chat: Chat, topMessage: Message | null) {
    super();
    this.raw = raw;
    this.#chat = chat;
    this.#topMessage = topMessage;
  }

  get chat(): Chat {
    return this.#chat;
  }

  /** Its newest message; null when there is none. */
  get topMessage(): Message | null {
    return this.#topMessage;
  }

  get unreadMessagesCount(): number {
    return this.raw.unreadCount;
  }

  /** How many unread messages mention the account or answer it. */
  get unreadMentionsCount(): number {
    return this.raw.unreadMentionsCount;
  }

  /** Whether it was marked as unread by hand. */
  get unreadMark(): boolean {
    return this.raw.unreadMark === true;
  }

  get isPinned(): boolean {
    return this.raw.pinned === true;
  }
}

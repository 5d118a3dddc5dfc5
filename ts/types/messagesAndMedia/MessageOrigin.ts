import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import type { Chat } from "../userAndChats/Chat.js";
import type { User } from "../userAndChats/User.js";
import { MessageBase } from "./MessageBase.js";
import { MessageEntity } from "./MessageEntity.js";

/** What a message answers, and from where it was forwarded. */
export abstract class MessageOrigin extends MessageBase {
  /** Who wrote the forwarded message, when that is a user who came along. */
  get forwardFrom(): User | null {
    const from = this.#forward?.fromId;
    return from?._ === "peerUser" ? this.userOf(from.userId) : null;
  }

  /** Name of the writer of a forwarded message who hides the account. */
  get forwardSenderName(): string | null {
    return this.#forward?.fromName ?? null;
  }

  /** The channel, or the group in whose name it was written, that a message was forwarded from. */
  get forwardFromChat(): Chat | null {
    const from = this.#forward?.fromId;
    return from === undefined || from._ === "peerUser" ? null : this.chatOf(from);
  }

  /** Number of the forwarded post in its channel. */
  get forwardFromMessageId(): number | null {
    return this.#forward?.channelPost ?? null;
  }

  /** Who signed the forwarded post. */
  get forwardSignature(): string | null {
    return this.#forward?.postAuthor ?? null;
  }

  /** When the forwarded message was sent first; null for a message that is no forward. */
  get forwardDate(): Date | null {
    return dateOf(this.#forward?.date);
  }

  /** The message of the same chat that it answers; null when it answers none, or merely stands in a topic. */
  get replyToMessageId(): number | null {
    const reply = this.#reply;
    if (reply === null || (reply.forumTopic === true && reply.replyToTopId === undefined)) return null;
    return reply.replyToMsgId ?? null;
  }

  /** The first message of the thread that it belongs to. */
  get replyToTopMessageId(): number | null {
    const reply = this.#reply;
    if (reply === null) return null;
    return reply.replyToTopId ?? (reply.forumTopic === true ? (reply.replyToMsgId ?? null) : null);
  }

  /** Number of the topic, or of the thread of comments, to write into so that answers stay with it; else null. */
  get messageThreadId(): number | null {
    return this.replyToTopMessageId;
  }

  /** Whether it stands in a topic of a forum. */
  get isTopicMessage(): boolean {
    return this.#reply?.forumTopic === true;
  }

  /** The chat of the answered message, when that is another one. */
  get replyToChat(): Chat | null {
    const peer = this.#reply?.replyToPeerId;
    return peer === undefined ? null : this.chatOf(peer);
  }

  /** The part of the answered message that is quoted. */
  get quoteText(): string | null {
    return this.#reply?.quoteText ?? null;
  }

  get quoteEntities(): readonly MessageEntity[] {
    return (this.#reply?.quoteEntities ?? []).map((entity) => this.entityOf(entity));
  }

  /** The story that it answers. */
  get replyToStoryId(): number | null {
    const reply = this.#replyHeader;
    return reply?._ === "messageReplyStoryHeader" ? reply.storyId : null;
  }

  protected entityOf(entity: tl.MessageEntity): MessageEntity {
    return new MessageEntity(entity, (id) => this.userOf(id));
  }

  protected override get hidden(): readonly string[] {
    return [...super.hidden, "messageThreadId"];
  }

  get #forward(): tl.RawMessageFwdHeader | undefined {
    return this.raw._ === "message" ? this.raw.fwdFrom : undefined;
  }

  get #replyHeader(): tl.MessageReplyHeader | undefined {
    return this.raw._ === "messageEmpty" ? undefined : this.raw.replyTo;
  }

  get #reply(): tl.RawMessageReplyHeader | null {
    const header = this.#replyHeader;
    return header?._ === "messageReplyHeader" ? header : null;
  }
}

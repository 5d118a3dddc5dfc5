import type { tl } from "../../tl/index.js";
import { markedId } from "../../peers/index.js";
import { TlView } from "../TlView.js";

/** A topic of a forum. */
export class ForumTopic extends TlView {
  readonly raw: tl.RawForumTopic;

  constructor(raw: tl.RawForumTopic) {
    super();
    this.raw = raw;
  }

  /** Number of the message that made it; 1 for "General". */
  get id(): number {
    return this.raw.id;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  get title(): string {
    return this.raw.title;
  }

  /** RGB, 24 bits. */
  get iconColor(): number {
    return this.raw.iconColor;
  }

  get iconEmojiId(): bigint | null {
    return this.raw.iconEmojiId ?? null;
  }

  /** Number of its newest message. */
  get topMessage(): number {
    return this.raw.topMessage;
  }

  get readInboxMaxId(): number {
    return this.raw.readInboxMaxId;
  }

  get readOutboxMaxId(): number {
    return this.raw.readOutboxMaxId;
  }

  get unreadCount(): number {
    return this.raw.unreadCount;
  }

  get unreadMentionsCount(): number {
    return this.raw.unreadMentionsCount;
  }

  get unreadReactionsCount(): number {
    return this.raw.unreadReactionsCount;
  }

  /** Marked id of whoever made it. */
  get fromId(): number {
    return markedId(this.raw.fromId);
  }

  /** Whether the account made it. */
  get my(): boolean {
    return this.raw.my === true;
  }

  get closed(): boolean {
    return this.raw.closed === true;
  }

  get pinned(): boolean {
    return this.raw.pinned === true;
  }

  /** Whether only a part of it is known. */
  get short(): boolean {
    return this.raw.short === true;
  }

}

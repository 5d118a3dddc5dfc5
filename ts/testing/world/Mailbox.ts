import type { BoxEvent } from "./boxEvents.js";
import { MessageBox, type BoxLimits } from "./MessageBox.js";
import type { StoredMessage } from "./StoredMessage.js";

/** The private and basic-group messages of one account: its common box (spec/client.md §4.1). */
export class Mailbox extends MessageBox {
  readonly #readInbox = new Map<bigint, number>();
  readonly #readOutbox = new Map<bigint, number>();

  constructor(
    /** User id of the account. */
    readonly ownerId: bigint,
    limits: BoxLimits,
  ) {
    super(limits);
  }

  /** Marks what came from a peer as read; null when nothing was unread. */
  readInbox(peerId: bigint, maxId: number): BoxEvent | null {
    const top = this.inChat(peerId).find((message) => this.#isIncoming(message) && message.id <= maxId)?.id ?? 0;
    if (top <= this.readInboxMaxId(peerId)) {
      return null;
    }
    this.#readInbox.set(peerId, top);
    return this.log({ kind: "readInbox", peerId, maxId: top, stillUnread: this.unreadIn(peerId) }, 1);
  }

  /** Notes that the peer has read what was sent to it; null when it already had. */
  readOutbox(peerId: bigint, maxId: number): BoxEvent | null {
    if (maxId <= this.readOutboxMaxId(peerId)) {
      return null;
    }
    this.#readOutbox.set(peerId, maxId);
    return this.log({ kind: "readOutbox", peerId, maxId }, 1);
  }

  /** Notes that the contents of messages were looked at: mentions, reactions, voice messages. */
  readContents(messageIds: readonly number[]): BoxEvent {
    return this.log({ kind: "readContents", messageIds }, messageIds.length);
  }

  readInboxMaxId(peerId: bigint): number {
    return this.#readInbox.get(peerId) ?? 0;
  }

  readOutboxMaxId(peerId: bigint): number {
    return this.#readOutbox.get(peerId) ?? 0;
  }

  /** How many messages of a chat are unread. */
  unreadIn(peerId: bigint): number {
    const read = this.readInboxMaxId(peerId);
    return this.inChat(peerId).filter((message) => this.#isIncoming(message) && message.id > read).length;
  }

  #isIncoming({ content }: StoredMessage): boolean {
    return content.senderId !== this.ownerId;
  }
}

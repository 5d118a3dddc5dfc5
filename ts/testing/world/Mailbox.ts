import type { TlObject } from "../codec/index.js";

/** A message as one of its two owners has it. */
export interface StoredMessage {
  /** Counts within the owner's mailbox, over all chats. */
  readonly id: number;
  /** The chat: id of the other person, or of the owner for Saved Messages. */
  readonly peerId: bigint;
  readonly fromId: bigint;
  readonly isOut: boolean;
  readonly dateSec: number;
  text: string;
  entities: readonly TlObject[];
  editDateSec: number | null;
  readonly replyToId: number | null;
  readonly isSilent: boolean;
  readonly replyMarkup: TlObject | null;
}

/** One entry of the pts log: what an update with this pts says. */
export type MailEvent = { readonly pts: number; readonly ptsCount: number } & MailChange;

type MailChange =
  | { readonly kind: "new"; readonly messageId: number }
  | { readonly kind: "edit"; readonly messageId: number }
  | { readonly kind: "delete"; readonly messageIds: readonly number[] }
  | { readonly kind: "readInbox"; readonly peerId: bigint; readonly maxId: number; readonly stillUnread: number }
  | { readonly kind: "readOutbox"; readonly peerId: bigint; readonly maxId: number };

/**
 * The private messages of one account and the log of everything that moved its pts. An event is
 * written when it happens and never changed, so a difference from any pts can be told later.
 */
export class Mailbox {
  /** Messages by id, ascending. In Saved Messages `isOut` is false, as on real servers. */
  readonly messages = new Map<number, StoredMessage>();
  readonly #events: MailEvent[] = [];
  readonly #readInbox = new Map<bigint, number>();
  readonly #readOutbox = new Map<bigint, number>();
  #lastId = 0;
  #pts = 1;

  /** @param ownerId - user id of the account */
  constructor(readonly ownerId: bigint) {}

  /** The counter of the common box: spec/client.md §4.1. */
  get pts(): number {
    return this.#pts;
  }

  /** Files a message; it gets the next id. */
  add(message: Omit<StoredMessage, "id" | "editDateSec">): { message: StoredMessage; event: MailEvent } {
    const stored: StoredMessage = { ...message, id: ++this.#lastId, editDateSec: null };
    this.messages.set(stored.id, stored);
    return { message: stored, event: this.#log({ kind: "new", messageId: stored.id }, 1) };
  }

  /** Changes the text of a message that is there. */
  edit(message: StoredMessage, text: string, entities: readonly TlObject[], dateSec: number): MailEvent {
    message.text = text;
    message.entities = entities;
    message.editDateSec = dateSec;
    return this.#log({ kind: "edit", messageId: message.id }, 1);
  }

  /** Deletes messages; null when none of them is there. */
  delete(ids: readonly number[]): MailEvent | null {
    const messageIds = ids.filter((id) => this.messages.delete(id));
    return messageIds.length === 0 ? null : this.#log({ kind: "delete", messageIds }, messageIds.length);
  }

  /** Marks what came from a peer as read; null when nothing was unread. */
  readInbox(peerId: bigint, maxId: number): MailEvent | null {
    const top = this.inChat(peerId).find((message) => this.#isIncoming(message) && message.id <= maxId)?.id ?? 0;
    if (top <= this.readInboxMaxId(peerId)) {
      return null;
    }
    this.#readInbox.set(peerId, top);
    return this.#log({ kind: "readInbox", peerId, maxId: top, stillUnread: this.unreadIn(peerId) }, 1);
  }

  /** Notes that the peer has read what was sent to it; null when it already had. */
  readOutbox(peerId: bigint, maxId: number): MailEvent | null {
    if (maxId <= this.readOutboxMaxId(peerId)) {
      return null;
    }
    this.#readOutbox.set(peerId, maxId);
    return this.#log({ kind: "readOutbox", peerId, maxId }, 1);
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

  /** The messages of a chat, newest first. */
  inChat(peerId: bigint): StoredMessage[] {
    return this.newestFirst().filter((message) => message.peerId === peerId);
  }

  /** All messages, newest first. */
  newestFirst(): StoredMessage[] {
    return [...this.messages.values()].reverse();
  }

  /** Ids of the chats, the one with the newest message first. */
  chats(): bigint[] {
    return [...new Set(this.newestFirst().map((message) => message.peerId))];
  }

  /** What happened after `pts`, oldest first. */
  eventsAfter(pts: number): MailEvent[] {
    return this.#events.filter((event) => event.pts > pts);
  }

  #isIncoming(message: StoredMessage): boolean {
    return message.fromId !== this.ownerId;
  }

  #log(change: MailChange, ptsCount: number): MailEvent {
    this.#pts += ptsCount;
    const event: MailEvent = { ...change, pts: this.#pts, ptsCount };
    this.#events.push(event);
    return event;
  }
}

import type { BoxChange, BoxEvent } from "./boxEvents.js";
import type { ReplyTo } from "./Letter.js";
import { StoredMessage, type Box, type Content } from "./StoredMessage.js";

/** How much a box keeps; the oldest are forgotten. */
export interface BoxLimits {
  readonly messages: number;
  readonly events: number;
}

/**
 * Messages that share one pts, and the log of everything that moved it. An event is written when it
 * happens and never changed, so a difference from any pts that is still known can be told later.
 */
export class MessageBox implements Box {
  /** Messages by id, ascending. */
  readonly messages = new Map<number, StoredMessage>();
  readonly #byChat = new Map<bigint, StoredMessage[]>();
  readonly #limits: BoxLimits;
  readonly #watchers = new Set<() => void>();
  #events: BoxEvent[] = [];
  #lastId = 0;
  #pts = 1;
  /** pts before the oldest event that is still known. */
  #oldestPts = 1;

  constructor(limits: BoxLimits) {
    this.#limits = limits;
  }

  /** The counter of the box: spec/client.md §4.1. */
  get pts(): number {
    return this.#pts;
  }

  /** The smallest pts from which a difference can be told. */
  get oldestPts(): number {
    return this.#oldestPts;
  }

  /** Id of the latest message, also if it is gone. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Files a copy of a message; it gets the next id. */
  add(content: Content, peerId: bigint, isOut: boolean, reply: ReplyTo | null): { message: StoredMessage; event: BoxEvent } {
    const message = new StoredMessage(this, ++this.#lastId, peerId, isOut, content, reply);
    this.messages.set(message.id, message);
    content.copies.add(message);
    const chat = this.#byChat.get(peerId);
    if (chat === undefined) {
      this.#byChat.set(peerId, [message]);
    } else {
      chat.push(message);
    }
    this.#forgetOldest();
    return { message, event: this.log({ kind: "new", messageId: message.id }, 1) };
  }

  edited(message: StoredMessage): BoxEvent {
    return this.log({ kind: "edit", messageId: message.id }, 1);
  }

  delete(ids: readonly number[]): BoxEvent | null {
    const messageIds = ids.filter((id) => this.#remove(id));
    return messageIds.length === 0 ? null : this.log({ kind: "delete", messageIds }, messageIds.length);
  }

  pin(peerId: bigint, messages: readonly StoredMessage[], isPinned: boolean): BoxEvent | null {
    const changed = messages.filter((message) => message.isPinned !== isPinned);
    for (const message of changed) {
      message.isPinned = isPinned;
    }
    const messageIds = changed.map(({ id }) => id);
    return messageIds.length === 0 ? null : this.log({ kind: "pin", peerId, messageIds, isPinned }, messageIds.length);
  }

  /** The messages of a chat, newest first. */
  inChat(peerId: bigint): StoredMessage[] {
    return [...(this.#byChat.get(peerId) ?? [])].reverse();
  }

  /** Whether a chat has such a message; the newest are looked at first. */
  hasInChat(peerId: bigint, isWanted: (message: StoredMessage) => boolean): boolean {
    return this.#byChat.get(peerId)?.findLast(isWanted) !== undefined;
  }

  /** The newest message of a chat. */
  topOf(peerId: bigint): StoredMessage | undefined {
    return this.#byChat.get(peerId)?.at(-1);
  }

  /** How many messages a chat has. */
  countIn(peerId: bigint): number {
    return this.#byChat.get(peerId)?.length ?? 0;
  }

  /** All messages, newest first. */
  newestFirst(): StoredMessage[] {
    return [...this.messages.values()].reverse();
  }

  /** Marked ids of the chats, the one with the newest message first. */
  chats(): bigint[] {
    return [...this.#byChat]
      .sort(([, a], [, b]) => (b.at(-1)?.id ?? 0) - (a.at(-1)?.id ?? 0))
      .map(([peerId]) => peerId);
  }

  /** What happened after `pts`, oldest first. */
  eventsAfter(pts: number): BoxEvent[] {
    // Nearly always the last few are wanted.
    let begin = this.#events.length;
    while (begin > 0 && (this.#events[begin - 1]?.pts ?? 0) > pts) {
      begin--;
    }
    return this.#events.slice(begin);
  }

  /** Calls `watcher` after everything that happens here. @returns a function that ends it */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  protected log(change: BoxChange, ptsCount: number): BoxEvent {
    this.#pts += ptsCount;
    const event: BoxEvent = { ...change, pts: this.#pts, ptsCount };
    this.#events.push(event);
    // In bulk: a shift of a long array for each event would cost more than all else.
    if (this.#events.length >= this.#limits.events * 2) {
      const forgotten = this.#events.length - this.#limits.events;
      this.#oldestPts = this.#events[forgotten - 1]?.pts ?? this.#oldestPts;
      this.#events = this.#events.slice(forgotten);
    }
    for (const watcher of this.#watchers) {
      watcher();
    }
    return event;
  }

  #forgetOldest(): void {
    if (this.messages.size > this.#limits.messages) {
      for (const oldest of this.messages.keys()) {
        this.#remove(oldest);
        break;
      }
    }
  }

  #remove(id: number): boolean {
    const message = this.messages.get(id);
    if (message === undefined) {
      return false;
    }
    this.messages.delete(id);
    message.content.copies.delete(message);
    const chat = this.#byChat.get(message.peerId) ?? [];
    const index = chat.indexOf(message);
    chat.splice(index, index < 0 ? 0 : 1);
    if (chat.length === 0) {
      this.#byChat.delete(message.peerId);
    }
    return true;
  }
}

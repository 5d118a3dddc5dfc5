import type { TlObject } from "../codec/index.js";
import type { ServerPeer } from "../session/RpcService.js";
import { Account } from "./Account.js";
import { BasicGroup } from "./BasicGroup.js";
import { ChannelBox, type Channel } from "./Channel.js";
import type { BoxEvent } from "./boxEvents.js";
import type { Directory } from "./Directory.js";
import type { Letter, ReplyTo } from "./Letter.js";
import { Mailbox } from "./Mailbox.js";
import { eventView, messageView } from "./messageViews.js";
import { peersOf } from "./namedPeers.js";
import { Content, type Box, type StoredMessage } from "./StoredMessage.js";

/** Where a message can go. */
export type Target = Account | BasicGroup | Channel;

/** A message in the sender's box, with the entry of the pts log that tells of it. */
export interface Sent {
  readonly message: StoredMessage;
  readonly event: BoxEvent;
}

/** Pushes an Updates object to the sessions of an account, but not to the one that caused it. */
export type Push = (account: Account, updates: () => TlObject, except: ServerPeer | null) => void;

/**
 * Moves messages into boxes and tells the sessions concerned. Each account has a mailbox for private
 * chats and basic groups, with its own ids and pts: one text sent is one event in the log of each
 * member. A channel has one box for all.
 */
export class Post {
  constructor(
    private readonly directory: Directory,
    /** Whether pushes of channels carry strangers as `min`. */
    private readonly hasMinPeers: boolean,
    private readonly push: Push,
  ) {}

  /** Sends something from an account to another, to itself, to a group or to a channel. */
  send(from: Account, to: Target, letter: Letter, except: ServerPeer | null = null): Sent {
    const content = new Content(from.id, this.directory.nowSec(), letter);
    const reply = letter.reply ?? null;
    if (to.kind === "channel") {
      const sent = to.box.add(content, to.markedId, false, reply);
      const member = to.members.get(from.id);
      if (member !== undefined) {
        // What somebody writes below is read.
        member.readInboxMaxId = Math.max(member.readInboxMaxId, sent.message.id);
      }
      this.#tellChannel(to, sent.event, except);
      return sent;
    }
    const own = from.mailbox.add(content, to.markedId, from !== to, reply);
    this.#tell(from, own.event, except);
    for (const other of this.#others(from, to)) {
      const copy = other.mailbox.add(content, to.kind === "chat" ? to.markedId : from.id, false, this.#replyFor(other, from, reply));
      this.#tell(other, copy.event, except);
    }
    return own;
  }

  /** Tells everybody who has a copy that the content has changed. */
  edited(message: StoredMessage, except: ServerPeer | null): BoxEvent {
    let own: BoxEvent | null = null;
    for (const copy of message.content.copies) {
      const event = copy.box.edited(copy);
      this.#tellBox(copy, event, except);
      own = copy === message ? event : own;
    }
    return own ?? message.box.edited(message);
  }

  /**
   * Deletes messages of one box.
   *
   * @param revoked - those whose copies in other mailboxes go too
   */
  delete(box: Box, ids: readonly number[], revoked: readonly StoredMessage[], except: ServerPeer | null): BoxEvent | null {
    const elsewhere = new Map<Box, number[]>();
    for (const { content } of revoked) {
      for (const copy of content.copies) {
        if (copy.box !== box) {
          elsewhere.set(copy.box, [...(elsewhere.get(copy.box) ?? []), copy.id]);
        }
      }
    }
    const sample = ids.map((id) => box.messages.get(id)).find((message) => message !== undefined);
    const event = box.delete(ids);
    if (event !== null && sample !== undefined) {
      this.#tellBox(sample, event, except);
    }
    for (const [other, copies] of elsewhere) {
      const gone = other.delete(copies);
      const owner = other instanceof Mailbox ? this.directory.accounts.byId(other.ownerId) : undefined;
      if (gone !== null && owner !== undefined) {
        this.#tell(owner, gone, except);
      }
    }
    return event;
  }

  /**
   * Pins or unpins messages of a chat, for everybody who has a copy unless it is to be one-sided.
   *
   * @returns the event in the box of `messages`; null when nothing changed
   */
  pin(messages: readonly StoredMessage[], isPinned: boolean, isOneSided: boolean, except: ServerPeer | null): BoxEvent | null {
    const [first] = messages;
    if (first === undefined) {
      return null;
    }
    const byBox = new Map<Box, StoredMessage[]>([[first.box, []]]);
    for (const message of messages) {
      for (const copy of isOneSided ? [message] : message.content.copies) {
        byBox.set(copy.box, [...(byBox.get(copy.box) ?? []), copy]);
      }
    }
    let own: BoxEvent | null = null;
    for (const [box, copies] of byBox) {
      const [copy] = copies;
      const event = copy === undefined ? null : box.pin(copy.peerId, copies, isPinned);
      if (copy !== undefined && event !== null) {
        this.#tellBox(copy, event, except);
        own = box === first.box ? event : own;
      }
    }
    return own;
  }

  /** Marks a private chat or basic group as read; the writers are told. Null when nothing was unread. */
  read(reader: Account, peer: Account | BasicGroup, maxId: number, except: ServerPeer | null): BoxEvent | null {
    const event = reader.mailbox.readInbox(peer.markedId, maxId === 0 ? Number.MAX_SAFE_INTEGER : maxId);
    if (event?.kind !== "readInbox") {
      return null;
    }
    this.#tell(reader, event, except);
    const seen = reader.mailbox.messages.get(event.maxId);
    for (const copy of seen?.content.copies ?? []) {
      const writer = copy.box instanceof Mailbox ? this.directory.accounts.byId(copy.box.ownerId) : undefined;
      if (writer === undefined || writer === reader) {
        continue;
      }
      const own = writer.mailbox.inChat(copy.peerId).find(({ id, content }) => id <= copy.id && content.senderId === writer.id);
      const told = own === undefined ? null : writer.mailbox.readOutbox(copy.peerId, own.id);
      if (told !== null) {
        this.#tell(writer, told, except);
      }
    }
    return event;
  }

  /** Notes that contents were looked at. */
  readContents(reader: Account, ids: readonly number[], except: ServerPeer | null): BoxEvent {
    const event = reader.mailbox.readContents(ids);
    this.#tell(reader, event, except);
    return event;
  }

  /** The copy of a message that an account has, if any; of a channel, the one for all. */
  copyOf(content: Content, owner: Account): StoredMessage | undefined {
    for (const copy of content.copies) {
      if (copy.box === owner.mailbox || !(copy.box instanceof Mailbox)) {
        return copy;
      }
    }
    return undefined;
  }

  /** Tells everybody in a chat of something that no pts counts. */
  announce(to: Target, updates: (viewer: Account) => readonly TlObject[], except: ServerPeer | null): void {
    for (const viewer of this.#everybodyIn(to)) {
      this.tell(viewer, () => updates(viewer), except, to);
    }
  }

  /**
   * Tells one account of something that no pts counts.
   *
   * @param chat - the chat that it is about: never `min`
   */
  tell(viewer: Account, updates: () => readonly TlObject[], except: ServerPeer | null, chat: Target | null = null): void {
    this.push(viewer, () => this.container(viewer, updates(), chat?.kind === "channel" ? chat : null), except);
  }

  /** Updates that tell of events of one box, with the people and chats that they speak of. */
  updates(viewer: Account, box: Box, events: readonly BoxEvent[]): TlObject {
    const channel = box instanceof ChannelBox ? box.channel : null;
    return this.container(
      viewer,
      events.flatMap((event) => eventView(this.directory, viewer, box, event, channel) ?? []),
      null,
    );
  }

  /**
   * `updates` around some updates.
   *
   * @param minAbout - the channel that a push is about: others may be `min`; null for full objects
   */
  container(viewer: Account, updates: readonly TlObject[], minAbout: Channel | null = null): TlObject {
    const detail = this.hasMinPeers && minAbout !== null ? { known: new Set([minAbout.markedId]) } : null;
    return {
      _: "updates",
      updates,
      ...peersOf(this.directory, viewer, updates, detail),
      date: this.directory.nowSec(),
      // 0: pts alone puts these in order.
      seq: 0,
    };
  }

  #tellBox({ box }: StoredMessage, event: BoxEvent, except: ServerPeer | null): void {
    const owner = box instanceof Mailbox ? this.directory.accounts.byId(box.ownerId) : undefined;
    if (owner !== undefined) {
      this.#tell(owner, event, except);
    } else if (box instanceof ChannelBox) {
      this.#tellChannel(box.channel, event, except);
    }
  }

  #tell(owner: Account, event: BoxEvent, except: ServerPeer | null): void {
    this.push(owner, () => this.#short(owner, event) ?? this.updates(owner, owner.mailbox, [event]), except);
  }

  #tellChannel(channel: Channel, event: BoxEvent, except: ServerPeer | null): void {
    channel.movedAtSec = this.directory.nowSec();
    this.announce(channel, (viewer) => [eventView(this.directory, viewer, channel.box, event, channel)].filter((update) => update !== null), except);
  }

  /** Plain texts in a chat that is already known travel without the users, as real servers send them. */
  #short(owner: Account, event: BoxEvent): TlObject | null {
    const message = event.kind === "new" ? owner.mailbox.messages.get(event.messageId) : undefined;
    if (message === undefined || message.peerId === owner.id || !isPlain(message)) {
      return null;
    }
    const group = this.directory.chats.byMarkedId(message.peerId);
    const isKnown = owner.mailbox.hasInChat(
      message.peerId,
      (other) => other !== message && (group === undefined || other.fromId === message.fromId),
    );
    if (!isKnown) {
      return null;
    }
    const { out, silent, mentioned, id, message: text, date, replyTo, entities } = messageView(this.directory, owner, message);
    const common = { out, silent, mentioned, id, message: text, pts: event.pts, ptsCount: event.ptsCount, date, replyTo, entities };
    return group instanceof BasicGroup
      ? { _: "updateShortChatMessage", ...common, fromId: message.fromId, chatId: group.id }
      : { _: "updateShortMessage", ...common, userId: message.peerId };
  }

  #others(from: Account, to: Account | BasicGroup): Account[] {
    return this.#everybodyIn(to).filter((account) => account !== from);
  }

  #everybodyIn(to: Target): Account[] {
    if (to instanceof Account) {
      return [to];
    }
    return [...to.members.keys()].flatMap((id) => this.directory.accounts.byId(id) ?? []);
  }

  /** The answered message has another id in each mailbox. */
  #replyFor(owner: Account, from: Account, reply: ReplyTo | null): ReplyTo | null {
    if (reply === null || reply.messageId === null || (reply.peerId ?? null) !== null) {
      return reply;
    }
    const answered = from.mailbox.messages.get(reply.messageId);
    const copy = answered === undefined ? undefined : this.copyOf(answered.content, owner);
    return copy === undefined ? null : { ...reply, messageId: copy.id };
  }
}

function isPlain({ content }: StoredMessage): boolean {
  return (
    content.action === null &&
    content.media === null &&
    content.poll === null &&
    content.replyMarkup === null &&
    content.forward === null &&
    content.viaBotId === null &&
    content.groupedId === null &&
    !content.isFromScheduled &&
    !content.isProtected
  );
}

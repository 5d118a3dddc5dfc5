import type { TlObject } from "../codec/index.js";
import type { BoxEvent } from "./boxEvents.js";
import type { Letter, ReplyTo } from "./Letter.js";
import type { Poll } from "./Poll.js";
import { Reactions } from "./Reactions.js";

/** Where messages lie that share one pts: see MessageBox. */
export interface Box {
  readonly messages: ReadonlyMap<number, StoredMessage>;
  /** Notes that the content of a message has changed. */
  edited(message: StoredMessage): BoxEvent;
  /** Deletes messages; null when none of them is there. */
  delete(ids: readonly number[]): BoxEvent | null;
  /** Pins or unpins messages of one chat; null when nothing changes. */
  pin(peerId: bigint, messages: readonly StoredMessage[], isPinned: boolean): BoxEvent | null;
}

/**
 * What a message says, once for all its copies: each side of a private chat and each member of a
 * basic group has a copy with an id of its own.
 */
export class Content {
  /** The account that sent it. */
  readonly senderId: bigint;
  /** Marked id of whoever it is from: the sender, or the channel that hides it. */
  readonly fromId: bigint;
  readonly dateSec: number;
  text: string;
  entities: readonly TlObject[];
  media: TlObject | null;
  readonly poll: Poll | null;
  readonly action: TlObject | null;
  readonly forward: TlObject | null;
  readonly viaBotId: bigint | null;
  readonly isSilent: boolean;
  readonly isProtected: boolean;
  readonly isFromScheduled: boolean;
  replyMarkup: TlObject | null;
  readonly groupedId: bigint | null;
  readonly postAuthor: string | null;
  /** Null before the first edit. */
  editDateSec: number | null = null;
  /** How often a channel post was seen and forwarded. */
  views = 1;
  forwards = 0;
  readonly reactions = new Reactions();
  /** Users that are named in it and may be told so. */
  readonly mentions: ReadonlySet<bigint>;
  /** Copies that are still there. */
  readonly copies = new Set<StoredMessage>();

  constructor(senderId: bigint, dateSec: number, letter: Letter) {
    this.senderId = senderId;
    this.fromId = letter.sendAs ?? senderId;
    this.dateSec = dateSec;
    this.text = letter.text;
    this.entities = letter.entities ?? [];
    this.media = letter.media ?? null;
    this.poll = letter.poll ?? null;
    this.action = letter.action ?? null;
    this.forward = letter.forward ?? null;
    this.viaBotId = letter.viaBotId ?? null;
    this.isSilent = letter.isSilent ?? false;
    this.isProtected = letter.isProtected ?? false;
    this.isFromScheduled = letter.isFromScheduled ?? false;
    this.replyMarkup = letter.replyMarkup ?? null;
    this.groupedId = letter.groupedId ?? null;
    this.postAuthor = letter.postAuthor ?? null;
    this.mentions = new Set(this.entities.flatMap(({ _, userId }) => (_ === "messageEntityMentionName" && typeof userId === "bigint" ? [userId] : [])));
  }
}

/** A message as one of its owners has it: an account's mailbox, or a channel. */
export class StoredMessage {
  isPinned = false;

  constructor(
    /** Where it lies. */
    readonly box: Box,
    /** Counts within the box, over all chats. */
    readonly id: number,
    /** Marked id of the chat: the other person, oneself for Saved Messages, a group or a channel. */
    readonly peerId: bigint,
    /** Whether the owner of the mailbox sent it; false in Saved Messages, as on real servers, and in channels. */
    readonly isOut: boolean,
    readonly content: Content,
    readonly reply: ReplyTo | null,
  ) {}

  get text(): string {
    return this.content.text;
  }

  get entities(): readonly TlObject[] {
    return this.content.entities;
  }

  /** Marked id of whoever it is from. */
  get fromId(): bigint {
    return this.content.fromId;
  }

  /** Seconds since 1970. */
  get dateSec(): number {
    return this.content.dateSec;
  }

  /** Seconds since 1970; null before the first edit. */
  get editDateSec(): number | null {
    return this.content.editDateSec;
  }

  /** Message of the same box that is answered. */
  get replyToId(): number | null {
    return this.reply?.messageId ?? null;
  }

  get isSilent(): boolean {
    return this.content.isSilent;
  }

  get replyMarkup(): TlObject | null {
    return this.content.replyMarkup;
  }
}

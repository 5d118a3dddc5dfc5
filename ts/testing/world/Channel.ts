import { InviteLinks } from "./InviteLinks.js";
import { markedChannel } from "./marked.js";
import { MessageBox, type BoxLimits } from "./MessageBox.js";
import { CREATOR_RIGHTS, NO_RESTRICTION, type AdminRight, type BannedRight, type Restriction } from "./rights.js";
import type { StoredMessage } from "./StoredMessage.js";
import { Topics } from "./Topics.js";

/** Somebody in a channel or supergroup. */
export interface ChannelMember {
  readonly userId: bigint;
  readonly inviterId: bigint;
  readonly dateSec: number;
  /** Whether an admin let them in. */
  readonly isByRequest: boolean;
  /** Null for who is no admin. */
  admin: { readonly rights: ReadonlySet<AdminRight>; readonly promotedBy: bigint; readonly rank: string | null } | null;
  readInboxMaxId: number;
  /** Messages up to this one were there before and stay hidden. */
  availableMinId: number;
  /** Date of the last message, for slow mode. */
  lastSentSec: number;
}

/** Somebody whose rights were taken, in the channel or out of it. */
export interface ChannelBan {
  readonly userId: bigint;
  readonly kickedBy: bigint;
  readonly dateSec: number;
  readonly restriction: Restriction;
}

/** The box of a channel: spec/client.md §4.1. */
export class ChannelBox extends MessageBox {
  constructor(
    readonly channel: Channel,
    limits: BoxLimits,
  ) {
    super(limits);
  }
}

/** A channel, supergroup or forum: one box of messages for all, with a pts of its own. */
export class Channel {
  readonly kind = "channel";
  readonly box: ChannelBox;
  readonly members = new Map<bigint, ChannelMember>();
  readonly bans = new Map<bigint, ChannelBan>();
  readonly links = new InviteLinks();
  readonly topics = new Topics();
  about = "";
  username: string | null = null;
  isForum = false;
  restriction: Restriction = NO_RESTRICTION;
  slowModeSec = 0;
  hasSignatures = false;
  isProtected = false;
  isHistoryHidden = false;
  isJoinNeeded = false;
  isApprovalNeeded = false;
  areMembersHidden = false;
  isAntiSpamOn = false;
  /** Emoji that are allowed as reactions: null for all. */
  allowedReactions: readonly string[] | null = null;
  /** Discussion group of a channel, or channel of a discussion group. */
  linkedTo: Channel | null = null;
  /** The basic group that it was, and the creator's last message there. */
  migratedFrom: { readonly chatId: bigint; readonly maxId: number } | null = null;
  /** What others have read of what is theirs: an id up to which somebody has. */
  readOutboxMaxId = 0;
  /** Seconds since 1970 at which the pts last moved. */
  movedAtSec = 0;
  isDeleted = false;

  constructor(
    readonly id: bigint,
    readonly isBroadcast: boolean,
    public title: string,
    public creatorId: bigint,
    readonly dateSec: number,
    limits: BoxLimits,
  ) {
    this.box = new ChannelBox(this, limits);
    this.addMember(creatorId, creatorId, dateSec);
  }

  /** The id as one of all kinds of chats (spec/client.md §3.1). */
  get markedId(): bigint {
    return markedChannel(this.id);
  }

  /** Lets somebody in. */
  addMember(userId: bigint, inviterId: bigint, dateSec: number, isByRequest = false): ChannelMember {
    const member: ChannelMember = {
      userId,
      inviterId,
      dateSec,
      isByRequest,
      admin: null,
      readInboxMaxId: this.box.lastId,
      availableMinId: this.isHistoryHidden ? this.box.lastId : 0,
      lastSentSec: 0,
    };
    this.members.set(userId, member);
    this.links.requests.delete(userId);
    return member;
  }

  isMember(userId: bigint): boolean {
    return this.members.has(userId);
  }

  isAdmin(userId: bigint): boolean {
    return this.adminRightsOf(userId) !== null;
  }

  /** What somebody may do as an admin; null for who is none. */
  adminRightsOf(userId: bigint): ReadonlySet<AdminRight> | null {
    const member = this.members.get(userId);
    if (member === undefined) {
      return null;
    }
    return userId === this.creatorId ? CREATOR_RIGHTS : (member.admin?.rights ?? null);
  }

  hasAdminRight(userId: bigint, right: AdminRight): boolean {
    return this.adminRightsOf(userId)?.has(right) === true;
  }

  /** A ban that is in force. */
  banOf(userId: bigint, nowSec: number): ChannelBan | null {
    const ban = this.bans.get(userId);
    return ban === undefined || (ban.restriction.untilSec !== 0 && ban.restriction.untilSec <= nowSec) ? null : ban;
  }

  /** Whether somebody was thrown out and may not come back. */
  isBanned(userId: bigint, nowSec: number): boolean {
    return this.banOf(userId, nowSec)?.restriction.rights.has("viewMessages") === true;
  }

  /** Who takes a right from somebody: the person's own restriction, the rule for all, or nobody. */
  refusal(userId: bigint, right: BannedRight, nowSec: number): "own" | "all" | null {
    if (this.isAdmin(userId)) {
      return null;
    }
    if (this.banOf(userId, nowSec)?.restriction.rights.has(right) === true) {
      return "own";
    }
    return this.restriction.rights.has(right) ? "all" : null;
  }

  /** Whether somebody may read it. */
  isVisibleTo(userId: bigint, nowSec: number): boolean {
    return !this.isDeleted && !this.isBanned(userId, nowSec) && (this.isMember(userId) || this.username !== null || (this.linkedTo?.username ?? null) !== null);
  }

  /** The messages that somebody may read, newest first. */
  messagesFor(userId: bigint): StoredMessage[] {
    const from = this.members.get(userId)?.availableMinId ?? (this.isHistoryHidden ? this.box.lastId : 0);
    const all = this.box.inChat(this.markedId);
    return from === 0 ? all : all.filter(({ id }) => id > from);
  }

  /** How many messages are unread for a member. */
  unreadFor(userId: bigint): number {
    const member = this.members.get(userId);
    if (member === undefined) {
      return 0;
    }
    let count = 0;
    for (const { id, content } of this.box.newestFirst()) {
      if (id <= member.readInboxMaxId) {
        break;
      }
      count += content.senderId === userId ? 0 : 1;
    }
    return count;
  }
}

import type { Channel } from "./Channel.js";
import { InviteLinks } from "./InviteLinks.js";
import { markedChat } from "./marked.js";
import { NO_RESTRICTION, type Restriction } from "./rights.js";

/** Somebody in a basic group. */
export interface GroupMember {
  readonly userId: bigint;
  readonly inviterId: bigint;
  readonly dateSec: number;
  isAdmin: boolean;
}

/** A basic group: up to 200 people, each with a copy of every message in the own mailbox. */
export class BasicGroup {
  readonly kind = "chat";
  readonly members = new Map<bigint, GroupMember>();
  /** People who were removed by somebody else: they cannot come back by themselves. */
  readonly removed = new Set<bigint>();
  readonly links = new InviteLinks();
  about = "";
  restriction: Restriction = NO_RESTRICTION;
  /** Counts changes of the members and of their rights. */
  version = 1;
  isProtected = false;
  /** ChatReactions that are allowed: null for all. */
  allowedReactions: readonly string[] | null = null;
  /** The supergroup that it has become. */
  migratedTo: Channel | null = null;
  /** Deleted by its creator. */
  isDeleted = false;

  constructor(
    readonly id: bigint,
    public title: string,
    readonly creatorId: bigint,
    readonly dateSec: number,
  ) {
    this.members.set(creatorId, { userId: creatorId, inviterId: creatorId, dateSec, isAdmin: true });
  }

  /** The id as one of all kinds of chats (spec/client.md §3.1). */
  get markedId(): bigint {
    return markedChat(this.id);
  }

  /** Whether nobody can write to it any more. */
  get isDeactivated(): boolean {
    return this.migratedTo !== null || this.isDeleted;
  }

  isMember(userId: bigint): boolean {
    return this.members.has(userId);
  }

  isAdmin(userId: bigint): boolean {
    return this.members.get(userId)?.isAdmin === true;
  }
}

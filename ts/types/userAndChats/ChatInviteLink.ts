import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import type { PeerIndex } from "../PeerIndex.js";
import { TlView } from "../TlView.js";
import { User } from "./User.js";

/** A link that lets people in. */
export class ChatInviteLink extends TlView {
  readonly raw: tl.RawChatInviteExported;
  readonly #peers: PeerIndex;

  constructor(raw: tl.RawChatInviteExported, peers: PeerIndex) {
    super();
    this.raw = raw;
    this.#peers = peers;
  }

  /** Null for what stands in its place where people asked to join without a link. */
  static of(raw: tl.ExportedChatInvite | undefined, peers: PeerIndex): ChatInviteLink | null {
    return raw?._ === "chatInviteExported" ? new ChatInviteLink(raw, peers) : null;
  }

  get inviteLink(): string {
    return this.raw.link;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  get isPrimary(): boolean {
    return this.raw.permanent === true;
  }

  get isRevoked(): boolean {
    return this.raw.revoked === true;
  }

  get creator(): User | null {
    const raw = this.#peers.user(this.raw.adminId);
    return raw === null ? null : new User(raw);
  }

  get name(): string | null {
    return this.raw.title ?? null;
  }

  /** Whether people ask to join by it, instead of joining. */
  get createsJoinRequest(): boolean {
    return this.raw.requestNeeded === true;
  }

  get startDate(): Date | null {
    return dateOf(this.raw.startDate);
  }

  get expireDate(): Date | null {
    return dateOf(this.raw.expireDate);
  }

  /** How many may join by it. */
  get memberLimit(): number | null {
    return this.raw.usageLimit ?? null;
  }

  /** How many joined by it. */
  get memberCount(): number | null {
    return this.raw.usage ?? null;
  }

  /** How many who asked to join by it wait for an answer. */
  get pendingJoinRequestCount(): number | null {
    return this.raw.requested ?? null;
  }

  /** Whoever reads it can join. */
  protected override mask(name: string, value: unknown): unknown {
    return name === "inviteLink" && typeof value === "string" ? `${value.slice(0, -6)}…` : value;
  }
}

import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { TlView } from "../TlView.js";
import { Chat } from "./Chat.js";
import { type ChatPermissions, readPermissions } from "./ChatPermissions.js";
import { type ChatPrivileges, readPrivileges } from "./ChatPrivileges.js";
import { User } from "./User.js";

export type ChatMemberStatus = (typeof CHAT_MEMBER_STATUSES)[number];
export const CHAT_MEMBER_STATUSES = ["owner", "administrator", "member", "restricted", "left", "banned"] as const;

/** What somebody is in a group or channel. */
export class ChatMember extends TlView {
  readonly raw: tl.ChatParticipant | tl.ChannelParticipant;
  readonly #peers: PeerIndex;
  readonly #client: ObjectClient | undefined;

  constructor(raw: tl.ChatParticipant | tl.ChannelParticipant, peers: PeerIndex, client?: ObjectClient) {
    super();
    this.raw = raw;
    this.#peers = peers;
    this.#client = client;
  }

  get status(): ChatMemberStatus {
    switch (this.raw._) {
      case "chatParticipantCreator":
      case "channelParticipantCreator":
        return "owner";
      case "chatParticipantAdmin":
      case "channelParticipantAdmin":
        return "administrator";
      case "channelParticipantBanned":
        return this.raw.bannedRights.viewMessages === true ? "banned" : "restricted";
      case "channelParticipantLeft":
        return "left";
      case "chatParticipant":
      case "channelParticipant":
      case "channelParticipantSelf":
        return "member";
    }
  }

  /** Null when it is a chat, or did not come along. */
  get user(): User | null {
    const peer = this.#peer;
    return peer._ === "peerUser" ? this.#find(peer.userId) : null;
  }

  /** The channel or group that is a member, or was banned, instead of a user. */
  get chat(): Chat | null {
    const peer = this.#peer;
    return peer._ === "peerUser" ? null : new Chat(this.#peers.peer(peer) ?? peer, this.#client);
  }

  /** What stands beside the name; administrators choose it. */
  get customTitle(): string | null {
    return "rank" in this.raw ? (this.raw.rank ?? null) : null;
  }

  /** Until when somebody is banned or restricted; null: for ever, or not at all. */
  get untilDate(): Date | null {
    return this.raw._ === "channelParticipantBanned" ? dateOf(this.raw.bannedRights.untilDate) : null;
  }

  get joinedDate(): Date | null {
    return "date" in this.raw ? dateOf(this.raw.date) : null;
  }

  get invitedBy(): User | null {
    return "inviterId" in this.raw && this.raw.inviterId !== undefined ? this.#find(this.raw.inviterId) : null;
  }

  get promotedBy(): User | null {
    return this.raw._ === "channelParticipantAdmin" ? this.#find(this.raw.promotedBy) : null;
  }

  get restrictedBy(): User | null {
    return this.raw._ === "channelParticipantBanned" ? this.#find(this.raw.kickedBy) : null;
  }

  /** Whether somebody who is restricted is still there. */
  get isMember(): boolean {
    return this.raw._ === "channelParticipantBanned" ? this.raw.left !== true : this.raw._ !== "channelParticipantLeft";
  }

  /** Whether the account may change what this administrator may do. */
  get canBeEdited(): boolean {
    return this.raw._ === "channelParticipantAdmin" && this.raw.canEdit === true;
  }

  /** What somebody who is restricted may still do. */
  get permissions(): ChatPermissions | null {
    return this.raw._ === "channelParticipantBanned" ? readPermissions(this.raw.bannedRights) : null;
  }

  /** What an owner or administrator may do; null in basic groups, where it is not told. */
  get privileges(): ChatPrivileges | null {
    return "adminRights" in this.raw ? readPrivileges(this.raw.adminRights) : null;
  }

  get #peer(): tl.Peer {
    return "peer" in this.raw ? this.raw.peer : { _: "peerUser", userId: this.raw.userId };
  }

  #find(id: number): User | null {
    const raw = this.#peers.user(id);
    return raw === null ? null : new User(raw, this.#client);
  }
}

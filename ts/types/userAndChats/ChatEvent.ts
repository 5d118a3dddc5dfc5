import type { tl } from "../../tl/index.js";
import type { Message } from "../messagesAndMedia/Message.js";
import type { Photo } from "../messagesAndMedia/Photo.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { TlView } from "../TlView.js";
import type { Chat } from "./Chat.js";
import { readChatEvent, type ChatEventAction, type ChatEventDetails } from "./ChatEventDetails.js";
import type { ChatInviteLink } from "./ChatInviteLink.js";
import type { ChatMember } from "./ChatMember.js";
import type { ChatPermissions } from "./ChatPermissions.js";
import type { ForumTopic } from "./ForumTopic.js";
import { User } from "./User.js";

/** An event of the log that administrators can read. What it has nothing to do with is null. */
export class ChatEvent extends TlView implements ChatEventDetails {
  readonly raw: tl.RawChannelAdminLogEvent;
  readonly #peers: PeerIndex;
  readonly #client: ObjectClient;
  readonly #action: ChatEventAction;
  readonly #details: Partial<ChatEventDetails>;

  constructor(raw: tl.RawChannelAdminLogEvent, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.#peers = peers;
    this.#client = client;
    [this.#action, this.#details] = readChatEvent(raw.action, peers, client);
  }

  get id(): bigint {
    return this.raw.id;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** Who did it; a user that did not come along is known by the id alone. */
  get user(): User {
    return new User(this.#peers.user(this.raw.userId) ?? { _: "user", min: true, id: this.raw.userId }, this.#client);
  }

  /** What happened; `unknown` for what has no name here: see `raw`. */
  get action(): ChatEventAction {
    return this.#action;
  }

  get oldDescription(): string | null {
    return this.#details.oldDescription ?? null;
  }

  get newDescription(): string | null {
    return this.#details.newDescription ?? null;
  }

  /** In seconds; 0: messages stay. */
  get oldHistoryTtl(): number | null {
    return this.#details.oldHistoryTtl ?? null;
  }

  get newHistoryTtl(): number | null {
    return this.#details.newHistoryTtl ?? null;
  }

  get oldLinkedChat(): Chat | null {
    return this.#details.oldLinkedChat ?? null;
  }

  get newLinkedChat(): Chat | null {
    return this.#details.newLinkedChat ?? null;
  }

  get oldPhoto(): Photo | null {
    return this.#details.oldPhoto ?? null;
  }

  get newPhoto(): Photo | null {
    return this.#details.newPhoto ?? null;
  }

  get oldTitle(): string | null {
    return this.#details.oldTitle ?? null;
  }

  get newTitle(): string | null {
    return this.#details.newTitle ?? null;
  }

  get oldUsername(): string | null {
    return this.#details.oldUsername ?? null;
  }

  get newUsername(): string | null {
    return this.#details.newUsername ?? null;
  }

  get oldChatPermissions(): ChatPermissions | null {
    return this.#details.oldChatPermissions ?? null;
  }

  get newChatPermissions(): ChatPermissions | null {
    return this.#details.newChatPermissions ?? null;
  }

  get deletedMessage(): Message | null {
    return this.#details.deletedMessage ?? null;
  }

  get oldMessage(): Message | null {
    return this.#details.oldMessage ?? null;
  }

  get newMessage(): Message | null {
    return this.#details.newMessage ?? null;
  }

  get invitedMember(): ChatMember | null {
    return this.#details.invitedMember ?? null;
  }

  get oldAdministratorPrivileges(): ChatMember | null {
    return this.#details.oldAdministratorPrivileges ?? null;
  }

  get newAdministratorPrivileges(): ChatMember | null {
    return this.#details.newAdministratorPrivileges ?? null;
  }

  get oldMemberPermissions(): ChatMember | null {
    return this.#details.oldMemberPermissions ?? null;
  }

  get newMemberPermissions(): ChatMember | null {
    return this.#details.newMemberPermissions ?? null;
  }

  get stoppedPoll(): Message | null {
    return this.#details.stoppedPoll ?? null;
  }

  get invitesEnabled(): boolean | null {
    return this.#details.invitesEnabled ?? null;
  }

  get historyHidden(): boolean | null {
    return this.#details.historyHidden ?? null;
  }

  get signaturesEnabled(): boolean | null {
    return this.#details.signaturesEnabled ?? null;
  }

  /** In seconds; 0: off. */
  get oldSlowMode(): number | null {
    return this.#details.oldSlowMode ?? null;
  }

  get newSlowMode(): number | null {
    return this.#details.newSlowMode ?? null;
  }

  get pinnedMessage(): Message | null {
    return this.#details.pinnedMessage ?? null;
  }

  get unpinnedMessage(): Message | null {
    return this.#details.unpinnedMessage ?? null;
  }

  get oldInviteLink(): ChatInviteLink | null {
    return this.#details.oldInviteLink ?? null;
  }

  get newInviteLink(): ChatInviteLink | null {
    return this.#details.newInviteLink ?? null;
  }

  get revokedInviteLink(): ChatInviteLink | null {
    return this.#details.revokedInviteLink ?? null;
  }

  get deletedInviteLink(): ChatInviteLink | null {
    return this.#details.deletedInviteLink ?? null;
  }

  get createdForumTopic(): ForumTopic | null {
    return this.#details.createdForumTopic ?? null;
  }

  get oldForumTopic(): ForumTopic | null {
    return this.#details.oldForumTopic ?? null;
  }

  get newForumTopic(): ForumTopic | null {
    return this.#details.newForumTopic ?? null;
  }

  get deletedForumTopic(): ForumTopic | null {
    return this.#details.deletedForumTopic ?? null;
  }
}

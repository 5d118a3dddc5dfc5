import type { tl } from "../../tl/index.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { UpdateObject } from "../UpdateObject.js";
import { Chat } from "./Chat.js";
import { ChatInviteLink } from "./ChatInviteLink.js";
import { ChatMember } from "./ChatMember.js";
import { User } from "./User.js";

/** Somebody came, went, was promoted, restricted or banned. */
export class ChatMemberUpdated extends UpdateObject {
  readonly raw: tl.RawUpdateChatParticipant | tl.RawUpdateChannelParticipant;
  readonly #peers: PeerIndex;
  readonly #client: ObjectClient;

  constructor(raw: tl.RawUpdateChatParticipant | tl.RawUpdateChannelParticipant, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.#peers = peers;
    this.#client = client;
  }

  get chat(): Chat {
    const peer: tl.Peer = this.raw._ === "updateChatParticipant" ? { _: "peerChat", chatId: this.raw.chatId } : { _: "peerChannel", channelId: this.raw.channelId };
    return new Chat(this.#peers.peer(peer) ?? peer, this.#client);
  }

  /** Who did it. */
  get fromUser(): User | null {
    const raw = this.#peers.user(this.raw.actorId);
    return raw === null ? null : new User(raw, this.#client);
  }

  /** Whom it is about. */
  get user(): User | null {
    const raw = this.#peers.user(this.raw.userId);
    return raw === null ? null : new User(raw, this.#client);
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** Null for somebody who was not there. */
  get oldChatMember(): ChatMember | null {
    return this.raw.prevParticipant === undefined ? null : new ChatMember(this.raw.prevParticipant, this.#peers, this.#client);
  }

  /** Null for somebody who is not there any more. */
  get newChatMember(): ChatMember | null {
    return this.raw.newParticipant === undefined ? null : new ChatMember(this.raw.newParticipant, this.#peers, this.#client);
  }

  /** By which somebody joined. */
  get inviteLink(): ChatInviteLink | null {
    return ChatInviteLink.of(this.raw.invite, this.#peers);
  }
}

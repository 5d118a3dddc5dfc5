import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { UpdateObject } from "../UpdateObject.js";
import { Chat } from "../userAndChats/Chat.js";
import { User } from "../userAndChats/User.js";

/** Where, when and by whom: what messages of every kind have. */
export abstract class MessageBase extends UpdateObject {
  readonly raw: tl.Message;
  protected readonly client: ObjectClient;
  /** Users and chats that came along. */
  protected readonly peers: PeerIndex;
  #chat: Chat | undefined;
  #fromUser: User | null | undefined;

  /**
   * @param peers the users and chats of the answer or update that brought the message
   * @param client what the bound methods call
   */
  constructor(raw: tl.Message, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.peers = peers;
    this.client = client;
  }

  /** Number within its chat; in private chats and basic groups within the account. */
  get id(): number {
    return this.raw.id;
  }

  /** Whether there is no such message (any more). */
  get empty(): boolean {
    return this.raw._ === "messageEmpty";
  }

  /** When it was sent; for a scheduled message when it will be. 1970 for an empty one. */
  get date(): Date {
    return this.raw._ === "messageEmpty" ? new Date(0) : new Date(this.raw.date * 1000);
  }

  /** Where it is. Of a chat that did not come along only the id is known. */
  get chat(): Chat {
    return (this.#chat ??= this.chatOf(this.raw.peerId ?? NOWHERE));
  }

  /** Who sent it; a user that was never met is known by the id alone. Null for channel posts and for those who write as a chat: see `senderChat`. */
  get fromUser(): User | null {
    return this.#fromUser === undefined ? (this.#fromUser = this.#findSender()) : this.#fromUser;
  }

  /** The same as `fromUser`. */
  get from(): User | null {
    return this.fromUser;
  }

  /** The channel of a post, or the chat in whose name somebody wrote; else null. */
  get senderChat(): Chat | null {
    if (this.raw._ === "messageEmpty") return null;
    const { fromId, peerId } = this.raw;
    if (fromId !== undefined) return fromId._ === "peerUser" ? null : this.chatOf(fromId);
    return peerId._ === "peerUser" ? null : this.chat;
  }

  /** Whether the account sent it itself. */
  get outgoing(): boolean {
    return this.raw._ !== "messageEmpty" && this.raw.out === true;
  }

  /** Whether it mentions the account or answers it. */
  get mentioned(): boolean {
    return this.raw._ !== "messageEmpty" && this.raw.mentioned === true;
  }

  /** When it was changed last; null when never. */
  get editDate(): Date | null {
    return this.raw._ === "message" ? dateOf(this.raw.editDate) : null;
  }

  protected chatOf(peer: tl.Peer): Chat {
    return new Chat(this.peers.peer(peer) ?? peer, this.client);
  }

  /** The user when it came along; null when nothing but the id is known. */
  protected userOf(id: number): User | null {
    const raw = this.peers.user(id);
    if (raw !== null) return new User(raw, this.client);
    return this.client.me?.id === id ? this.client.me : null;
  }

  /** Whoever a message names; a user that did not come along is known by the id alone. */
  protected namedUser(id: number): User {
    return this.userOf(id) ?? new User({ _: "user", min: true, id }, this.client);
  }

  protected override get hidden(): readonly string[] {
    return ["from"];
  }

  /** In private chats the sender may be left out: it is one of the two. */
  #findSender(): User | null {
    if (this.raw._ === "messageEmpty") return null;
    const { fromId, peerId, out } = this.raw;
    if (fromId !== undefined) return fromId._ === "peerUser" ? this.namedUser(fromId.userId) : null;
    if (peerId._ !== "peerUser") return null;
    return out === true ? this.client.me : this.namedUser(peerId.userId);
  }
}

/** An empty message need not say where it would have been. */
const NOWHERE: tl.Peer = { _: "peerUser", userId: 0 };

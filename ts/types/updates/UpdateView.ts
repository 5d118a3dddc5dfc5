import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { UpdateObject } from "../UpdateObject.js";
import { Chat } from "../userAndChats/Chat.js";
import { User } from "../userAndChats/User.js";

/** The fields by which updates say where and who, as far as one has them. */
interface Place {
  readonly peer?: tl.Peer | undefined;
  readonly peerId?: tl.Peer | undefined;
  readonly channelId?: number | undefined;
  readonly chatId?: number | undefined;
  readonly userId?: number | undefined;
  readonly actor?: tl.Peer | undefined;
  readonly fromId?: tl.Peer | undefined;
  readonly date?: number | undefined;
  readonly msgId?: number | undefined;
  readonly id?: number | bigint | string | undefined;
  readonly messages?: readonly number[] | undefined;
}

/**
 * An update that has no view of its own: `raw` says all of it, and the getters where it happened, to which messages, and
 * who did it, as far as the update tells.
 */
export class UpdateView<Raw extends tl.Update = tl.Update> extends UpdateObject {
  readonly raw: Raw;
  protected readonly peers: PeerIndex;
  protected readonly client: ObjectClient;

  constructor(raw: Raw, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.peers = peers;
    this.client = client;
  }

  /** Name of the TL constructor. */
  get type(): Raw["_"] {
    return this.raw._;
  }

  get chat(): Chat | null {
    const peer = this.#peer;
    return peer === null ? null : new Chat(this.peers.peer(peer) ?? peer, this.client);
  }

  /** Who did it; a user that did not come along is known by the id alone. */
  get fromUser(): User | null {
    const { userId, actor, fromId } = this.#place;
    const from = actor ?? fromId;
    const id = userId ?? (from?._ === "peerUser" ? from.userId : undefined);
    return id === undefined ? null : this.userOf(id);
  }

  get date(): Date | null {
    return dateOf(this.#place.date);
  }

  /** Numbers of the messages that it is about. */
  get messageIds(): readonly number[] {
    const { messages, msgId, id } = this.#place;
    if (messages !== undefined) return messages;
    // Only these two name a message by `id`.
    const isOfMessage = this.raw._ === "updateChannelMessageViews" || this.raw._ === "updateChannelMessageForwards";
    const single = msgId ?? (isOfMessage ? id : undefined);
    return typeof single === "number" ? [single] : [];
  }

  protected userOf(id: number): User {
    return new User(this.peers.user(id) ?? { _: "user", min: true, id }, this.client);
  }

  get #place(): Place {
    // Which of the fields there are depends on the constructor; all of them have the types above.
    return this.raw as Place;
  }

  get #peer(): tl.Peer | null {
    const { peer, peerId, channelId, chatId } = this.#place;
    if (peer !== undefined || peerId !== undefined) return peer ?? peerId ?? null;
    if (channelId !== undefined) return { _: "peerChannel", channelId };
    // Of a secret chat the id is none of a group.
    if (chatId !== undefined && !this.raw._.startsWith("updateEncrypted")) return { _: "peerChat", chatId };
    return null;
  }
}

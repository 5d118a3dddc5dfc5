import { markedId } from "../peers/index.js";
import type { tl } from "../tl/index.js";

/** A user or a chat as Telegram gave it, without the forms that say only that there is none. */
export type RawPeer = tl.RawUser | RawChat;
/** A group, supergroup, channel or community, also one that the account may not enter. */
export type RawChat = Exclude<tl.Chat, tl.RawChatEmpty>;

/** What came with an answer or an update: the users and chats that it mentions. */
export interface MentionedPeers {
  readonly users: Iterable<tl.User>;
  readonly chats: Iterable<tl.Chat>;
}

/** Finds by marked id what was met before. */
export type KnownPeer = (markedId: number) => tl.User | tl.Chat | null;

/**
 * Finds the users and chats that came with an answer or an update by their bare ids. Nothing is looked at before the
 * first question, and nothing is copied.
 */
export class PeerIndex {
  static readonly EMPTY = PeerIndex.of({ users: [], chats: [] });

  readonly #mentioned: MentionedPeers;
  readonly #known: KnownPeer;
  #users: Map<number, tl.RawUser> | null = null;
  #groups: Map<number, RawChat> | null = null;
  #channels: Map<number, RawChat> | null = null;

  private constructor(mentioned: MentionedPeers, known: KnownPeer) {
    this.#mentioned = mentioned;
    this.#known = known;
  }

  /** @param known asked for those who did not come along, or only in part */
  static of(mentioned: MentionedPeers, known: KnownPeer = () => null): PeerIndex {
    return new PeerIndex(mentioned, known);
  }

  /** @param id bare id; null when the user did not come along */
  user(id: number): tl.RawUser | null {
    this.#users ??= new Map(withoutEmpty(this.#mentioned.users));
    const mentioned = this.#users.get(id);
    if (mentioned !== undefined && mentioned.min !== true) return mentioned;
    const known = this.#known(id);
    return known?._ === "user" ? known : (mentioned ?? null);
  }

  /** @param id bare id of a basic group */
  group(id: number): RawChat | null {
    return (this.#groups ??= this.#indexChats(true)).get(id) ?? this.#knownChat({ _: "peerChat", chatId: id });
  }

  /** @param id bare id of a channel, supergroup or community */
  channel(id: number): RawChat | null {
    const mentioned = (this.#channels ??= this.#indexChats(false)).get(id);
    if (mentioned !== undefined && !("min" in mentioned && mentioned.min === true)) return mentioned;
    return this.#knownChat({ _: "peerChannel", channelId: id }) ?? mentioned ?? null;
  }

  /** The user or chat that a `Peer` means. */
  peer(peer: tl.Peer): RawPeer | null {
    switch (peer._) {
      case "peerUser":
        return this.user(peer.userId);
      case "peerChat":
        return this.group(peer.chatId);
      case "peerChannel":
        return this.channel(peer.channelId);
    }
  }

  #knownChat(peer: tl.Peer): RawChat | null {
    const known = this.#known(markedId(peer));
    return known === null || known._ === "user" || known._ === "userEmpty" || known._ === "chatEmpty" ? null : known;
  }

  /** Basic groups count by themselves: their ids may equal those of channels. */
  #indexChats(areBasicGroups: boolean): Map<number, RawChat> {
    const found = new Map<number, RawChat>();
    for (const chat of this.#mentioned.chats) {
      if (chat._ === "chatEmpty") continue;
      if ((chat._ === "chat" || chat._ === "chatForbidden") === areBasicGroups) found.set(chat.id, chat);
    }
    return found;
  }
}

function* withoutEmpty(users: Iterable<tl.User>): Generator<[number, tl.RawUser]> {
  for (const user of users) if (user._ === "user") yield [user.id, user];
}

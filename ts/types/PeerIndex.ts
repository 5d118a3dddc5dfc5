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

/**
 * Finds the users and chats that came with an answer or an update by their bare ids. Nothing is looked at before the
 * first question, and nothing is copied.
 */
export class PeerIndex {
  static readonly EMPTY = PeerIndex.of({ users: [], chats: [] });

  readonly #mentioned: MentionedPeers;
  #users: Map<number, tl.RawUser> | null = null;
  #groups: Map<number, RawChat> | null = null;
  #channels: Map<number, RawChat> | null = null;

  private constructor(mentioned: MentionedPeers) {
    this.#mentioned = mentioned;
  }

  static of(mentioned: MentionedPeers): PeerIndex {
    return new PeerIndex(mentioned);
  }

  /** @param id bare id; null when the user did not come along */
  user(id: number): tl.RawUser | null {
    this.#users ??= new Map(withoutEmpty(this.#mentioned.users));
    return this.#users.get(id) ?? null;
  }

  /** @param id bare id of a basic group */
  group(id: number): RawChat | null {
    return (this.#groups ??= this.#indexChats(true)).get(id) ?? null;
  }

  /** @param id bare id of a channel, supergroup or community */
  channel(id: number): RawChat | null {
    return (this.#channels ??= this.#indexChats(false)).get(id) ?? null;
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

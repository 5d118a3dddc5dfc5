import type { PeerContext, StoredPeer } from "../storage/index.js";
import type { tl } from "../tl/index.js";
import { gatherPeers, type GatheredPeers } from "./gatherPeers.js";
import { LruMap } from "./LruMap.js";
import { markedChannelId, markedId, markedIdOf } from "./markedId.js";
import { mentionedPeers } from "./mentionedPeers.js";
import { mergeMinChannel, mergeMinUser } from "./mergeMin.js";
import { isMin, peerRecord } from "./peerRecord.js";
import type { PeerStorage } from "./PeerStorage.js";
import { PeerWriter, type Schedule } from "./PeerWriter.js";

/** Whole objects kept in memory; ids and hashes are in the session file without bound. */
const CAPACITY = 2000;
/** A peer that is met again is written again after this long, so that its names stay fresh (24 h). */
const REFRESH_MS = 6 * 60 * 60 * 1000;

export interface PeerCacheOptions {
  readonly storage: PeerStorage;
  /** What goes wrong while writing behind; nothing waits for it. */
  readonly onError: (error: unknown) => void;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** @default a timer that does not keep the process alive */
  readonly schedule?: Schedule;
  /** @default 2000 */
  readonly capacity?: number;
}

/** What is kept of one peer. */
interface Entry {
  readonly peer: tl.User | tl.Chat;
  /** 0: not known to be in the session file. */
  readonly savedAtMs: number;
}

/**
 * What the account knows of users and chats. It learns from every answer and update: full objects
 * stay in memory as long as they are used, ids with access hashes and names go to the session file,
 * and for peers that come only as `min` objects a message is noted that mentions them
 * (spec/client.md §3.2).
 */
export class PeerCache {
  readonly #storage: PeerStorage;
  readonly #writer: PeerWriter;
  readonly #now: () => number;
  /** By marked id. */
  readonly #entries: LruMap<number, Entry>;
  readonly #contexts: LruMap<number, PeerContext>;

  constructor({ storage, onError, now = Date.now, schedule = unreferencedTimer, capacity = CAPACITY }: PeerCacheOptions) {
    this.#storage = storage;
    this.#now = now;
    this.#writer = new PeerWriter(storage, schedule, onError);
    this.#entries = new LruMap(capacity);
    this.#contexts = new LruMap(capacity);
  }

  /** Learns from an answer, or from pushed updates, of any kind. @returns when new peers are in the session file; null when none are new */
  learnFrom(answer: unknown): Promise<void> | null {
    const gathered = gatherPeers(answer);
    return gathered === null ? null : this.learn(gathered);
  }

  /**
   * Learns users and chats, and from the messages that came with them. It is in memory when the call
   * returns; new peers are on their way to the session file ahead of whatever is saved next.
   *
   * @returns when new peers are in the session file; null when none are new
   */
  learn({ users, chats, messages }: Partial<GatheredPeers>): Promise<void> | null {
    const fresh: NonNullable<ReturnType<typeof peerRecord>>[] = [];
    const needy = new Set<number>();
    for (const peer of [...(users ?? []), ...(chats ?? [])]) {
      if (isMin(peer)) {
        if (this.#learnMin(peer)) needy.add(markedIdOf(peer));
      } else {
        const record = this.#learnFull(peer);
        if (record !== null) fresh.push(record);
      }
    }
    if (needy.size > 0) for (const message of messages ?? []) this.#learnContexts(message, needy);
    return fresh.length > 0 ? this.#writer.writeNow(fresh) : null;
  }

  /** Learns from one update what makes earlier knowledge void: new usernames, deleted messages. @returns null when it does not */
  learnUpdate(update: tl.Update): Promise<void> | null {
    switch (update._) {
      case "updateUserName":
        return this.#renameUser(update);
      case "updateDeleteChannelMessages":
        return this.#forgetMessages(markedChannelId(update.channelId), update.messages);
      default:
        return null;
    }
  }

  /** The whole object, when it was met and is still in memory; a `min` one when no other was. */
  get(id: number): tl.User | tl.Chat | null {
    return this.#entries.get(id)?.peer ?? null;
  }

  /** Access hash of a user or channel by marked id; null when none is known. */
  async accessHash(id: number): Promise<bigint | null> {
    const peer = this.#entries.get(id)?.peer;
    const record = peer === undefined || isMin(peer) ? null : peerRecord(peer);
    return record?.accessHash ?? (await this.#storage.peerById(id))?.accessHash ?? null;
  }

  /** A message that mentions this peer; null when none is known. */
  async context(id: number): Promise<PeerContext | null> {
    return this.#contexts.get(id) ?? (await this.#storage.peerContext(id));
  }

  /** By one of the usernames, in any case; names that were not seen for a day count as unknown. */
  async byUsername(username: string): Promise<StoredPeer | null> {
    await this.#writer.flush();
    return this.#storage.peerByUsername(username);
  }

  /** By phone number: digits alone count. */
  async byPhone(phone: string): Promise<StoredPeer | null> {
    await this.#writer.flush();
    return this.#storage.peerByPhone(phone);
  }

  /** Telegram led from this name to this peer, whatever names its object carries. */
  async addUsername(username: string, id: number): Promise<void> {
    const peer = this.#entries.get(id)?.peer;
    const record = peer === undefined || isMin(peer) ? null : peerRecord(peer);
    if (record === null || record.usernames?.includes(username.toLowerCase()) === true) return;
    const usernames = [...(record.usernames ?? []), username.toLowerCase()];
    await this.#writer.writeNow([{ ...record, username: record.username ?? username, usernames }]);
  }

  /** Nobody has this name any more. */
  forgetUsername(username: string): Promise<void> {
    return this.#storage.forgetUsername(username);
  }

  /** Writes what is still to be written; nothing may be learnt after the storage is closed. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** @returns the record if it must be written at once */
  #learnFull(peer: tl.User | tl.Chat): ReturnType<typeof peerRecord> {
    const record = peerRecord(peer);
    if (record === null) return null;
    const known = this.#entries.get(record.id);
    const before = known === undefined || isMin(known.peer) ? null : peerRecord(known.peer);
    const nowMs = this.#now();
    const isNew = before === null || before.accessHash !== record.accessHash;
    const isStale = known === undefined || nowMs - known.savedAtMs >= REFRESH_MS;
    const mustSave = isNew || isStale || !isDeepEqual(before, record);
    this.#entries.set(record.id, { peer, savedAtMs: mustSave ? nowMs : known.savedAtMs });
    if (isNew) {
      this.#contexts.delete(record.id);
      return record;
    }
    if (mustSave) this.#writer.writeLater(record);
    return null;
  }

  /** Never lowers a full object. @returns whether the peer cannot be named without a message */
  #learnMin(peer: tl.User | tl.Chat): boolean {
    const id = markedIdOf(peer);
    const known = this.#entries.get(id);
    if (known === undefined || isMin(known.peer)) {
      this.#entries.set(id, { peer, savedAtMs: 0 });
      return true;
    }
    const full = known.peer;
    if (full._ === "user" && peer._ === "user") this.#entries.set(id, { ...known, peer: mergeMinUser(full, peer) });
    if (full._ === "channel" && peer._ === "channel") this.#entries.set(id, { ...known, peer: mergeMinChannel(full, peer) });
    return false;
  }

  #learnContexts(message: tl.Message, needy: ReadonlySet<number>): void {
    if (message._ === "messageEmpty") return;
    const chatId = markedId(message.peerId);
    // The chat itself must be one that can be named.
    if (needy.has(chatId)) return;
    for (const id of mentionedPeers(message)) {
      if (!needy.has(id)) continue;
      const context = { id, chatId, messageId: message.id };
      this.#contexts.set(id, context);
      this.#writer.writeContextLater(context);
    }
  }

  async #forgetMessages(chatId: number, messages: number[]): Promise<void> {
    const gone = new Set(messages);
    this.#writer.dropContexts(chatId, gone);
    for (const [id, context] of [...this.#contexts.entries()]) {
      if (context.chatId === chatId && gone.has(context.messageId)) this.#contexts.delete(id);
    }
    await this.#storage.forgetPeerContexts(chatId, messages);
  }

  async #renameUser({ userId, firstName, lastName, usernames }: tl.RawUpdateUserName): Promise<void> {
    const known = this.#entries.get(userId);
    const names = usernames.filter(({ active }) => active === true).map(({ username }) => username.toLowerCase());
    if (known?.peer._ === "user" && !isMin(known.peer)) {
      const renamed: tl.RawUser = { ...known.peer, firstName, lastName, username: undefined, usernames };
      this.#entries.set(userId, { peer: renamed, savedAtMs: known.savedAtMs });
    }
    const stored = await this.#storage.peerById(userId);
    if (stored !== null) await this.#writer.writeNow([{ ...stored, username: names[0] ?? null, usernames: names }]);
  }
}

function isDeepEqual(left: NonNullable<ReturnType<typeof peerRecord>>, right: NonNullable<ReturnType<typeof peerRecord>>): boolean {
  return (
    left.type === right.type &&
    left.phoneNumber === right.phoneNumber &&
    (left.usernames ?? []).join() === (right.usernames ?? []).join()
  );
}

function unreferencedTimer(job: () => void, delayMs: number): () => void {
  const timer = setTimeout(job, delayMs).unref();
  return () => clearTimeout(timer);
}

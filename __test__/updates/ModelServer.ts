import type { tl } from "../../ts/tl/index.js";
import { keyOf } from "../../ts/updates/keyOf.js";
import { positionOf } from "../../ts/updates/positionOf.js";
import type { Random } from "./Random.js";

export const SELF_ID = 1;
const PEOPLE = [11, 12, 13];
const GROUPS = [21];
const CHANNELS = [101, 102, 103];

/** One line of the server's log. */
export interface LogEntry {
  /** 0 for the account, else the channel's id. */
  readonly boxId: number;
  readonly chat: string;
  readonly key: string;
  readonly isNew: boolean;
  /** Key of the message that this one changes. */
  readonly of: string | null;
  readonly update: tl.Update;
  readonly at: number;
  readonly isQts: boolean;
}

/** What Telegram does with updates, without a network: logs with counters, pushes, differences in slices. */
export class ModelServer {
  readonly log: LogEntry[] = [];
  /** Everyone in the chats; pushes may leave them out. */
  readonly users: tl.User[] = [SELF_ID, ...PEOPLE].map((id) => ({ _: "user", id, accessHash: BigInt(id), firstName: `user ${id}` }));
  readonly chats: tl.Chat[] = CHANNELS.map((id) => channelObject(id));
  nowSec = 1_700_000_000;
  pts = 1;
  qts = 0;
  seq = 1;
  readonly channelPts = new Map<number, number>(CHANNELS.map((id) => [id, 1]));
  readonly #changedAtSec = new Map<number, number>();
  readonly #random: Random;
  #lastId = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  state(): tl.RawUpdatesState {
    return { _: "updates.state", pts: this.pts, qts: this.qts, date: this.nowSec, seq: this.seq, unreadCount: 0 };
  }

  /** Something happens in the world. */
  happen(): LogEntry {
    const random = this.#random;
    if (random.chance(0.12)) return this.#secondary();
    const inChannel = random.chance(0.45);
    const boxId = inChannel ? random.pick(CHANNELS) : 0;
    const earlier = this.log.filter((entry) => entry.boxId === boxId && entry.isNew && !entry.isQts);
    return random.chance(0.7) || earlier.length === 0 ? this.#newMessage(boxId) : this.#change(random.pick(earlier));
  }

  getDifference({ pts, qts, date }: { pts: number; qts: number; date: number }, limit: number): tl.UpdatesDifference {
    const missed = this.log.filter((entry) => entry.boxId === 0 && entry.at > (entry.isQts ? qts : pts));
    const channels = [...this.#changedAtSec].filter(([, changedAtSec]) => changedAtSec >= date);
    if (missed.length === 0 && channels.length === 0) return { _: "updates.differenceEmpty", date: this.nowSec, seq: this.seq };
    const part = missed.slice(0, limit);
    const reached = (isQts: boolean, from: number): number => part.findLast((entry) => entry.isQts === isQts)?.at ?? from;
    const content = {
      newMessages: part.flatMap(({ update }) => (update._ === "updateNewMessage" ? [update.message] : [])),
      newEncryptedMessages: part.flatMap(({ update }) => (update._ === "updateNewEncryptedMessage" ? [update.message] : [])),
      users: this.users,
      chats: this.chats,
    };
    const others = part.flatMap(({ update }) => (update._ === "updateNewMessage" || update._ === "updateNewEncryptedMessage" ? [] : [update]));
    if (part.length < missed.length) {
      const intermediateState = { ...this.state(), pts: reached(false, pts), qts: reached(true, qts), date, seq: 0 };
      return { _: "updates.differenceSlice", ...content, otherUpdates: others, intermediateState };
    }
    const tooLong = channels.map(([channelId]): tl.Update => ({ _: "updateChannelTooLong", channelId, pts: this.channelPts.get(channelId) }));
    return { _: "updates.difference", ...content, otherUpdates: [...others, ...tooLong], state: this.state() };
  }

  getChannelDifference(channelId: number, pts: number, limit: number): tl.UpdatesChannelDifference {
    const missed = this.log.filter((entry) => entry.boxId === channelId && entry.at > pts);
    const latest = this.channelPts.get(channelId) ?? 1;
    if (missed.length === 0) return { _: "updates.channelDifferenceEmpty", final: true, pts: latest, timeout: 30 };
    const part = missed.slice(0, limit);
    return {
      _: "updates.channelDifference",
      final: part.length === missed.length,
      pts: part.at(-1)?.at ?? pts,
      newMessages: part.flatMap(({ update }) => (update._ === "updateNewChannelMessage" ? [update.message] : [])),
      otherUpdates: part.flatMap(({ update }) => (update._ === "updateNewChannelMessage" ? [] : [update])),
      users: this.users,
      chats: this.chats,
    };
  }

  /** The container in which the server pushes these: any of the forms that fit. */
  push(entries: readonly LogEntry[]): tl.Updates {
    const random = this.#random;
    const updates = entries.map(({ update }) => update);
    const [only] = updates;
    if (random.chance(0.03)) return { _: "updatesTooLong" };
    if (updates.length === 1 && only !== undefined) {
      const short = shortForm(only);
      if (short !== null && random.chance(0.5)) return short;
      if (random.chance(0.3)) return { _: "updateShort", update: only, date: this.nowSec };
    }
    // Sometimes those who are mentioned are left out: the client must know them, or ask.
    const people = random.chance(0.8) ? { users: this.users, chats: this.chats } : { users: [], chats: [] };
    if (random.chance(0.6)) return { _: "updates", updates, ...people, date: this.nowSec, seq: 0 };
    const first = this.seq + 1;
    this.seq += 1 + random.below(2);
    const status: tl.Update = { _: "updateUserName", userId: 11, firstName: `${first}`, lastName: "", usernames: [] };
    return { _: "updatesCombined", updates: [...updates, status], ...people, date: this.nowSec, seqStart: first, seq: this.seq };
  }

  #newMessage(boxId: number): LogEntry {
    const id = (this.#lastId += 1);
    const sender = this.#random.pick(PEOPLE);
    const common = { _: "message", id, fromId: { _: "peerUser", userId: sender }, date: this.nowSec, message: `m${id}` } as const;
    if (boxId !== 0) {
      const message: tl.Message = { ...common, peerId: { _: "peerChannel", channelId: boxId } };
      return this.#add(`c${boxId}`, { _: "updateNewChannelMessage", message, pts: this.#moveChannel(boxId, 1), ptsCount: 1 });
    }
    const inGroup = this.#random.chance(0.3);
    const chatId = this.#random.pick(GROUPS);
    const message: tl.Message = { ...common, peerId: inGroup ? { _: "peerChat", chatId } : { _: "peerUser", userId: sender } };
    return this.#add(inGroup ? `g${chatId}` : `u${sender}`, { _: "updateNewMessage", message, pts: (this.pts += 1), ptsCount: 1 });
  }

  #change({ update, boxId, chat, key }: LogEntry): LogEntry {
    if (!("message" in update) || typeof update.message !== "object" || update.message._ !== "message") throw new TypeError("no message");
    const message: tl.Message = { ...update.message, message: `${update.message.message}+`, editDate: this.nowSec };
    if (boxId !== 0) return this.#add(chat, { _: "updateEditChannelMessage", message, pts: this.#moveChannel(boxId, 1), ptsCount: 1 }, key);
    if (this.#random.chance(0.5)) return this.#add(chat, { _: "updateEditMessage", message, pts: (this.pts += 1), ptsCount: 1 }, key);
    // Some updates move the counter by more than one, however many messages they name.
    const count = 1 + this.#random.below(3);
    const peer = message.peerId;
    return this.#add(chat, { _: "updateReadHistoryOutbox", peer, maxId: message.id, pts: (this.pts += count), ptsCount: count }, key);
  }

  #secondary(): LogEntry {
    const qts = (this.qts += 1);
    if (this.#random.chance(0.5)) return this.#add("u11", { _: "updateBotStopped", userId: 11, date: this.nowSec, stopped: true, qts });
    const file: tl.EncryptedFile = { _: "encryptedFileEmpty" };
    const message: tl.EncryptedMessage = { _: "encryptedMessage", randomId: BigInt(qts), chatId: 7, date: this.nowSec, bytes: new Uint8Array(), file };
    return this.#add("s7", { _: "updateNewEncryptedMessage", message, qts });
  }

  #moveChannel(channelId: number, count: number): number {
    const pts = (this.channelPts.get(channelId) ?? 1) + count;
    this.channelPts.set(channelId, pts);
    this.#changedAtSec.set(channelId, this.nowSec);
    return pts;
  }

  #add(chat: string, update: tl.Update, of: string | null = null): LogEntry {
    const position = positionOf(update);
    const key = keyOf(update);
    if (position === null || key === null) throw new TypeError("an update of the log has a counter");
    const entry: LogEntry = {
      boxId: position.boxId,
      chat,
      key: position.boxId === 0 ? key : `${position.boxId}:${key}`,
      isNew: update._ === "updateNewMessage" || update._ === "updateNewChannelMessage" || update._ === "updateNewEncryptedMessage",
      of,
      update,
      at: position.at,
      isQts: position.counter === "qts",
    };
    this.log.push(entry);
    return entry;
  }
}

function channelObject(id: number): tl.Chat {
  return { _: "channel", id, accessHash: BigInt(id), title: `channel ${id}`, photo: { _: "chatPhotoEmpty" }, date: 0, megagroup: true };
}

function shortForm(update: tl.Update): tl.Updates | null {
  if (update._ !== "updateNewMessage" || update.message._ !== "message") return null;
  const { pts, ptsCount, message } = update;
  const { id, date, message: text, fromId, peerId } = message;
  const common = { id, message: text, pts, ptsCount, date };
  if (fromId?._ !== "peerUser") return null;
  if (peerId._ === "peerUser") return { _: "updateShortMessage", ...common, userId: peerId.userId };
  return peerId._ === "peerChat" ? { _: "updateShortChatMessage", ...common, chatId: peerId.chatId, fromId: fromId.userId } : null;
}

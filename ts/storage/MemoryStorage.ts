import { ClientStateError } from "../errors/index.js";
import { LazyMap } from "../network/index.js";
import {
  checkAuthKey,
  checkBytes,
  checkDcId,
  checkMessageId,
  checkPeer,
  checkPeerContext,
  checkPeerId,
  checkSalts,
  checkSession,
  checkUpdateBox,
  checkValueKey,
  isEmptyBox,
  normalPhone,
  normalUsername,
} from "./checkStored.js";
import type { PeerContext, PeerRecord, Storage, StoredPeer, StoredSession, StoredUpdateBox } from "./Storage.js";

/** A session that ends with the process. It lasts over `close`, so that a client can be started again. */
export class MemoryStorage implements Storage {
  readonly name: string = "memory";
  readonly #now: () => number;
  #isOpen = false;
  #session: StoredSession;
  readonly #authKeys = new LazyMap<number, Uint8Array>();
  readonly #salts = new Map<number, Uint8Array>();
  readonly #values = new Map<string, Uint8Array>();
  /** By id; the one saved last stands last. */
  readonly #peers = new Map<number, { readonly peer: StoredPeer; readonly names: readonly string[]; readonly savedAtMs: number }>();
  /** Whose name it is. */
  readonly #usernames = new LazyMap<string, number>();
  readonly #contexts = new LazyMap<number, PeerContext>();
  readonly #updateBoxes = new Map<number, StoredUpdateBox>();

  /**
   * @param session What is known already, from a session string for example.
   * @param now Clock in milliseconds, for tests.
   */
  constructor(session: Partial<StoredSession> = {}, now: () => number = Date.now) {
    checkSession(session);
    this.#session = merge(NEW_SESSION, session);
    this.#now = now;
  }

  async open(): Promise<void> {
    this.#isOpen = true;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  async destroy(): Promise<void> {
    this.#isOpen = false;
    this.#session = NEW_SESSION;
    const all = [this.#authKeys, this.#salts, this.#values, this.#peers, this.#usernames, this.#contexts, this.#updateBoxes];
    for (const kept of all) kept.clear();
  }

  async loadSession(): Promise<StoredSession> {
    this.#assertOpen();
    return merge(this.#session, {});
  }

  async saveSession(patch: Partial<StoredSession>): Promise<void> {
    this.#assertOpen();
    checkSession(patch);
    this.#session = merge(this.#session, { ...patch, date: patch.date ?? Math.floor(this.#now() / 1000) });
  }

  async loadAuthKey(dcId: number): Promise<Uint8Array | null> {
    this.#assertOpen();
    checkDcId(dcId);
    return copy(this.#authKeys.get(dcId));
  }

  async saveAuthKey(dcId: number, key: Uint8Array | null): Promise<void> {
    this.#assertOpen();
    checkDcId(dcId);
    if (key === null) this.#authKeys.delete(dcId);
    else {
      checkAuthKey(key, "key");
      this.#authKeys.set(dcId, new Uint8Array(key));
    }
  }

  async loadSalts(dcId: number): Promise<Uint8Array | null> {
    this.#assertOpen();
    checkDcId(dcId);
    return copy(this.#salts.get(dcId));
  }

  async saveSalts(dcId: number, packed: Uint8Array): Promise<void> {
    this.#assertOpen();
    checkDcId(dcId);
    checkSalts(packed);
    if (packed.byteLength === 0) this.#salts.delete(dcId);
    else this.#salts.set(dcId, new Uint8Array(packed));
  }

  async loadValue(key: string): Promise<Uint8Array | null> {
    this.#assertOpen();
    checkValueKey(key);
    return copy(this.#values.get(key));
  }

  async saveValue(key: string, value: Uint8Array | null): Promise<void> {
    this.#assertOpen();
    checkValueKey(key);
    if (value === null) this.#values.delete(key);
    else {
      checkBytes(value, "value");
      this.#values.set(key, new Uint8Array(value));
    }
  }

  async savePeers(peers: readonly PeerRecord[]): Promise<void> {
    this.#assertOpen();
    peers.forEach(checkPeer);
    const savedAtMs = this.#now();
    for (const record of peers) {
      const { id, accessHash, type } = record;
      for (const name of this.#peers.get(id)?.names ?? []) if (this.#usernames.get(name) === id) this.#usernames.delete(name);
      this.#peers.delete(id);
      this.#contexts.delete(id);
      const username = record.username === null ? null : normalUsername(record.username);
      const phoneNumber = record.phoneNumber === null ? null : normalPhone(record.phoneNumber);
      const names = record.usernames?.map(normalUsername) ?? (username === null ? [] : [username]);
      for (const name of names) this.#usernames.set(name, id);
      this.#peers.set(id, { peer: { id, accessHash, type, username, phoneNumber }, names, savedAtMs });
    }
  }

  async peerById(id: number): Promise<StoredPeer | null> {
    this.#assertOpen();
    checkPeerId(id);
    return this.#peers.get(id)?.peer ?? null;
  }

  async peerByUsername(username: string): Promise<StoredPeer | null> {
    this.#assertOpen();
    const id = this.#usernames.get(normalUsername(username));
    const found = id === undefined ? undefined : this.#peers.get(id);
    return found !== undefined && found.savedAtMs >= this.#now() - USERNAME_LIFETIME_MS ? found.peer : null;
  }

  async peerByPhone(phone: string): Promise<StoredPeer | null> {
    this.#assertOpen();
    const wanted = normalPhone(phone);
    let found: StoredPeer | null = null;
    for (const { peer } of this.#peers.values()) if (peer.phoneNumber === wanted) found = peer;
    return found;
  }

  async forgetUsername(username: string): Promise<void> {
    this.#assertOpen();
    this.#usernames.delete(normalUsername(username));
  }

  async savePeerContexts(contexts: readonly PeerContext[]): Promise<void> {
    this.#assertOpen();
    contexts.forEach(checkPeerContext);
    for (const { id, chatId, messageId } of contexts) this.#contexts.set(id, { id, chatId, messageId });
  }

  async peerContext(id: number): Promise<PeerContext | null> {
    this.#assertOpen();
    checkPeerId(id);
    return this.#contexts.get(id) ?? null;
  }

  async forgetPeerContexts(chatId: number, messageIds: readonly number[]): Promise<void> {
    this.#assertOpen();
    checkPeerId(chatId);
    messageIds.forEach(checkMessageId);
    const gone = new Set(messageIds);
    for (const [id, context] of this.#contexts) {
      if (context.chatId === chatId && gone.has(context.messageId)) this.#contexts.delete(id);
    }
  }

  async loadUpdateBoxes(): Promise<StoredUpdateBox[]> {
    this.#assertOpen();
    return [...this.#updateBoxes.values()];
  }

  async saveUpdateBoxes(boxes: readonly StoredUpdateBox[]): Promise<void> {
    this.#assertOpen();
    boxes.forEach(checkUpdateBox);
    for (const box of boxes) {
      if (isEmptyBox(box)) this.#updateBoxes.delete(box.boxId);
      else this.#updateBoxes.set(box.boxId, { ...box });
    }
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new ClientStateError("The session storage is not open.");
  }
}

/** The native store has the same limit (crate/node/src/store/peers.rs). */
const USERNAME_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** As Hydrogram begins a session. */
const NEW_SESSION: StoredSession = Object.freeze({
  dcId: 2,
  apiId: null,
  testMode: null,
  authKey: null,
  userId: null,
  isBot: null,
  date: 0,
});

function merge(session: StoredSession, patch: Partial<StoredSession>): StoredSession {
  const { dcId, apiId, testMode, authKey, userId, isBot, date } = patch;
  return {
    dcId: dcId ?? session.dcId,
    apiId: apiId === undefined ? session.apiId : apiId,
    testMode: testMode === undefined ? session.testMode : testMode,
    authKey: copy(authKey === undefined ? session.authKey : authKey),
    userId: userId === undefined ? session.userId : userId,
    isBot: isBot === undefined ? session.isBot : isBot,
    date: date ?? session.date,
  };
}

function copy(bytes: Uint8Array | null | undefined): Uint8Array | null {
  return bytes ? new Uint8Array(bytes) : null;
}

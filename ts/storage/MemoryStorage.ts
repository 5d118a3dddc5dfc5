import { ClientStateError } from "../errors/index.js";
import {
  checkAuthKey,
  checkBytes,
  checkDcId,
  checkPeer,
  checkPeerId,
  checkSalts,
  checkSession,
  checkValueKey,
  normalPhone,
  normalUsername,
} from "./checkStored.js";
import type { Storage, StoredPeer, StoredSession } from "./Storage.js";

/** A session that ends with the process. It lasts over `close`, so that a client can be started again. */
export class MemoryStorage implements Storage {
  readonly name: string = "memory";
  readonly #now: () => number;
  #isOpen = false;
  #session: StoredSession;
  readonly #authKeys = new Map<number, Uint8Array>();
  readonly #salts = new Map<number, Uint8Array>();
  readonly #values = new Map<string, Uint8Array>();
  /** By id; the one saved last stands last. */
  readonly #peers = new Map<number, { readonly peer: StoredPeer; readonly savedAtMs: number }>();

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
    for (const kept of [this.#authKeys, this.#salts, this.#values, this.#peers]) kept.clear();
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
      this.#authKeys.set(dcId, key.slice());
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
    else this.#salts.set(dcId, packed.slice());
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
      this.#values.set(key, value.slice());
    }
  }

  async savePeers(peers: readonly StoredPeer[]): Promise<void> {
    this.#assertOpen();
    peers.forEach(checkPeer);
    const savedAtMs = this.#now();
    for (const { id, accessHash, type, username, phoneNumber } of peers) {
      this.#peers.delete(id);
      const peer: StoredPeer = {
        id,
        accessHash,
        type,
        username: username === null ? null : normalUsername(username),
        phoneNumber: phoneNumber === null ? null : normalPhone(phoneNumber),
      };
      this.#peers.set(id, { peer, savedAtMs });
    }
  }

  async peerById(id: number): Promise<StoredPeer | null> {
    this.#assertOpen();
    checkPeerId(id);
    return this.#peers.get(id)?.peer ?? null;
  }

  async peerByUsername(username: string): Promise<StoredPeer | null> {
    this.#assertOpen();
    const wanted = normalUsername(username);
    const oldest = this.#now() - USERNAME_LIFETIME_MS;
    return this.#last((peer, savedAtMs) => peer.username === wanted && savedAtMs >= oldest);
  }

  async peerByPhone(phone: string): Promise<StoredPeer | null> {
    this.#assertOpen();
    const wanted = normalPhone(phone);
    return this.#last((peer) => peer.phoneNumber === wanted);
  }

  #last(matches: (peer: StoredPeer, savedAtMs: number) => boolean): StoredPeer | null {
    let found: StoredPeer | null = null;
    for (const { peer, savedAtMs } of this.#peers.values()) if (matches(peer, savedAtMs)) found = peer;
    return found;
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
  // Not `slice()`: a Buffer's shares its memory.
  return bytes ? new Uint8Array(bytes) : null;
}

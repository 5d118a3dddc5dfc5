import { SessionFile } from "../native.js";
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
import { toStorageError } from "./sqliteErrors.js";
import type { PeerContext, PeerRecord, Storage, StoredPeer, StoredSession, StoredUpdateBox } from "./Storage.js";
import { peerFromRow, peerToRow, sessionFromRow, sessionToRow } from "./sqliteRows.js";

/**
 * A session file: SQLite, mode 0600, locked while it is open, in Hydrogram's layout with tables of
 * our own beside it. Hydrogram and Pyrogram 2 open it and the other way round; older Pyrogram files
 * are brought up to date as Hydrogram does it.
 *
 * @throws {SessionLockedError} from `open` when another process or client has the file.
 * @throws {SessionFileError} when the file cannot be used; it is left untouched.
 */
export class SqliteStorage implements Storage {
  readonly name: string;
  readonly #file: SessionFile;
  /** Settles when everything asked for so far is done. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param path Path of the file, usually ending in `.session`. */
  constructor(path: string) {
    if (typeof path !== "string") throw new TypeError("path must be a string");
    if (path === "" || path.includes("\0")) throw new RangeError("path must name a file");
    this.name = path;
    this.#file = new SessionFile(path);
  }

  open(): Promise<void> {
    return this.#run(() => this.#file.open());
  }

  close(): Promise<void> {
    return this.#run(() => this.#file.close());
  }

  destroy(): Promise<void> {
    return this.#run(() => this.#file.destroy());
  }

  loadSession(): Promise<StoredSession> {
    return this.#run(() => sessionFromRow(this.#file.loadSession()));
  }

  saveSession(patch: Partial<StoredSession>): Promise<void> {
    return this.#run(() => {
      checkSession(patch);
      const row = this.#file.loadSession();
      return this.#file.saveSession(sessionToRow(row, { ...patch, date: patch.date ?? Math.floor(Date.now() / 1000) }));
    });
  }

  loadAuthKey(dcId: number): Promise<Uint8Array | null> {
    return this.#run(() => {
      checkDcId(dcId);
      return this.#file.loadAuthKey(dcId);
    });
  }

  saveAuthKey(dcId: number, key: Uint8Array | null): Promise<void> {
    return this.#run(() => {
      checkDcId(dcId);
      if (key !== null) checkAuthKey(key, "key");
      return this.#file.saveAuthKey(dcId, key);
    });
  }

  loadSalts(dcId: number): Promise<Uint8Array | null> {
    return this.#run(() => {
      checkDcId(dcId);
      const packed = this.#file.loadSalts(dcId);
      return packed.byteLength === 0 ? null : packed;
    });
  }

  saveSalts(dcId: number, packed: Uint8Array): Promise<void> {
    return this.#run(() => {
      checkDcId(dcId);
      checkSalts(packed);
      return this.#file.saveSalts(dcId, packed);
    });
  }

  loadValue(key: string): Promise<Uint8Array | null> {
    return this.#run(() => {
      checkValueKey(key);
      return this.#file.loadValue(key);
    });
  }

  saveValue(key: string, value: Uint8Array | null): Promise<void> {
    return this.#run(() => {
      checkValueKey(key);
      if (value !== null) checkBytes(value, "value");
      return this.#file.saveValue(key, value);
    });
  }

  savePeers(peers: readonly PeerRecord[]): Promise<void> {
    return this.#run(() => {
      peers.forEach(checkPeer);
      return this.#file.savePeers(peers.map(peerToRow));
    });
  }

  peerById(id: number): Promise<StoredPeer | null> {
    return this.#run(() => {
      checkPeerId(id);
      return peerFromRow(this.#file.peerById(id));
    });
  }

  peerByUsername(username: string): Promise<StoredPeer | null> {
    return this.#run(() => peerFromRow(this.#file.peerByUsername(normalUsername(username))));
  }

  peerByPhone(phone: string): Promise<StoredPeer | null> {
    return this.#run(() => peerFromRow(this.#file.peerByPhone(normalPhone(phone))));
  }

  forgetUsername(username: string): Promise<void> {
    return this.#run(() => this.#file.forgetUsername(normalUsername(username)));
  }

  savePeerContexts(contexts: readonly PeerContext[]): Promise<void> {
    return this.#run(() => {
      contexts.forEach(checkPeerContext);
      return this.#file.savePeerContexts([...contexts]);
    });
  }

  peerContext(id: number): Promise<PeerContext | null> {
    return this.#run(() => {
      checkPeerId(id);
      return this.#file.peerContext(id);
    });
  }

  forgetPeerContexts(chatId: number, messageIds: readonly number[]): Promise<void> {
    return this.#run(() => {
      checkPeerId(chatId);
      messageIds.forEach(checkMessageId);
      return this.#file.forgetPeerContexts(chatId, [...messageIds]);
    });
  }

  loadUpdateBoxes(): Promise<StoredUpdateBox[]> {
    return this.#run(() => this.#file.loadUpdateBoxes());
  }

  saveUpdateBoxes(boxes: readonly StoredUpdateBox[]): Promise<void> {
    return this.#run(() => {
      boxes.forEach(checkUpdateBox);
      const gone = boxes.filter(isEmptyBox).map(({ boxId }) => boxId);
      return this.#file.saveUpdateBoxes(
        boxes.filter((box) => !isEmptyBox(box)),
        gone,
      );
    });
  }

  /**
   * One job at a time, in the order of the calls: the addon's tasks run on a pool of threads, which
   * keeps no order.
   */
  #run<T>(job: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(job).catch((error: unknown) => {
      throw toStorageError(error, this.name);
    });
    this.#last = result.catch(() => {});
    return result;
  }
}

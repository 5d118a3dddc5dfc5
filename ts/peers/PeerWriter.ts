import { LazyMap } from "../network/index.js";
import type { PeerContext, PeerRecord } from "../storage/index.js";
import type { PeerStorage } from "./PeerStorage.js";

/** Longest that a change of little weight waits to be written. */
const LAZY_MS = 30_000;

/** Runs `job` later; the returned function calls it off. */
export type Schedule = (job: () => void, delayMs: number) => () => void;

/** Writes peers to the session behind the caller's back, in batches. */
export class PeerWriter {
  readonly #storage: PeerStorage;
  readonly #schedule: Schedule;
  readonly #onError: (error: unknown) => void;
  readonly #peers = new LazyMap<number, PeerRecord>();
  readonly #contexts = new LazyMap<number, PeerContext>();
  #cancel: (() => void) | null = null;

  constructor(storage: PeerStorage, schedule: Schedule, onError: (error: unknown) => void) {
    this.#storage = storage;
    this.#schedule = schedule;
    this.#onError = onError;
  }

  /** New peers and new hashes: asked for at once, so that whatever the caller saves next is saved later. */
  writeNow(peers: readonly PeerRecord[]): Promise<void> {
    for (const { id } of peers) {
      this.#peers.delete(id);
      this.#contexts.delete(id);
    }
    return this.#guard(this.#storage.savePeers(peers));
  }

  /** New names, and peers seen again: nothing is lost but a look-up. */
  writeLater(peer: PeerRecord): void {
    this.#peers.set(peer.id, peer);
    this.#wake();
  }

  writeContextLater(context: PeerContext): void {
    this.#contexts.set(context.id, context);
    this.#wake();
  }

  /** Contexts in messages that are gone are not worth a write. */
  dropContexts(chatId: number, messageIds: ReadonlySet<number>): void {
    for (const [id, context] of this.#contexts) {
      if (context.chatId === chatId && messageIds.has(context.messageId)) this.#contexts.delete(id);
    }
  }

  /** Writes everything that waits. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const peers = [...this.#peers.values()];
    const contexts = [...this.#contexts.values()];
    this.#peers.clear();
    this.#contexts.clear();
    const writes: Promise<void>[] = [];
    // Contexts second: saving a peer removes its context.
    if (peers.length > 0) writes.push(this.#guard(this.#storage.savePeers(peers)));
    if (contexts.length > 0) writes.push(this.#guard(this.#storage.savePeerContexts(contexts)));
    await Promise.all(writes);
  }

  #wake(): void {
    this.#cancel ??= this.#schedule(() => {
      this.#cancel = null;
      void this.flush();
    }, LAZY_MS);
  }

  /** What cannot be written is known as long as the process lives; the session file reports its own state. */
  async #guard(write: Promise<void>): Promise<void> {
    try {
      await write;
    } catch (error) {
      this.#onError(error);
    }
  }
}

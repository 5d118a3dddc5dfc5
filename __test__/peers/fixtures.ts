import { MemoryStorage } from "../../ts/storage/index.js";
import type { PeerCache, PeerCalls } from "../../ts/peers/index.js";
import type { tl, TlRequest } from "../../ts/tl/index.js";

export function user(id: number, more: Partial<tl.RawUser> = {}): tl.RawUser {
  return { _: "user", id, accessHash: BigInt(id) * 100n, firstName: `User ${id}`, ...more };
}

export function channel(id: number, more: Partial<tl.RawChannel> = {}): tl.RawChannel {
  return { _: "channel", id, accessHash: BigInt(id) * 100n, title: `Channel ${id}`, photo: { _: "chatPhotoEmpty" }, date: 0, ...more };
}

export function message(id: number, peerId: tl.Peer, more: Partial<tl.RawMessage> = {}): tl.RawMessage {
  return { _: "message", id, peerId, date: 0, message: "", ...more };
}

/** A storage that counts what is written to it. */
export class CountingStorage extends MemoryStorage {
  readonly writes: number[][] = [];

  override savePeers(peers: Parameters<MemoryStorage["savePeers"]>[0]): Promise<void> {
    this.writes.push(peers.map(({ id }) => id));
    return super.savePeers(peers);
  }
}

/** A clock and its timers, moved by the test. */
export class FakeTimers {
  nowMs = 1_000_000_000;
  readonly #jobs = new Set<{ readonly atMs: number; readonly job: () => void }>();

  readonly now = (): number => this.nowMs;

  readonly schedule = (job: () => void, delayMs: number): (() => void) => {
    const entry = { atMs: this.nowMs + delayMs, job };
    this.#jobs.add(entry);
    return () => void this.#jobs.delete(entry);
  };

  advance(ms: number): void {
    this.nowMs += ms;
    for (const entry of [...this.#jobs]) {
      if (entry.atMs > this.nowMs) continue;
      this.#jobs.delete(entry);
      entry.job();
    }
  }
}

export type FakeAnswers = Readonly<Record<string, (request: TlRequest) => unknown>>;

/** Answers calls from a table, and records them; the cache learns as the client's own calls do. */
export function fakeCalls(cache: PeerCache, answers: FakeAnswers, selfId = 1, isBot = false): PeerCalls & { readonly requests: TlRequest[] } {
  const requests: TlRequest[] = [];
  return {
    requests,
    selfId,
    isBot,
    async invoke(request: TlRequest): Promise<never> {
      requests.push(request);
      const answer = answers[request._];
      if (answer === undefined) throw new Error(`nothing answers ${request._}`);
      const result = await answer(request);
      void cache.learnFrom(result);
      return result as never;
    },
  };
}

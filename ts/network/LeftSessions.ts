import { sha1 } from "../crypto/index.js";
import type { NetworkStore } from "./NetworkStore.js";

/** `destroy_session#e7512126`. */
const DESTROY_SESSION = 0xe751_2126;
const ID_BYTES = 8;
/** Sessions that are remembered: whoever is killed in a loop leaves many, and the server ends them some time as well. */
const MOST = 16;

/** A session that the server has begun. */
export interface BegunSession {
  /** The key that it goes under, permanent or temporary: 256 bytes. */
  readonly authKey: Uint8Array;
  readonly sessionId: bigint;
  /** Makes a call in it. */
  readonly call: (body: Uint8Array) => Promise<unknown>;
}

/**
 * Sessions of a DC's main connection that earlier processes have left behind. Each keeps its answers and updates at the
 * server as long as that pleases; the next session under the same key has them destroyed (spec/mtproto.md §5.16).
 */
export class LeftSessions {
  readonly #store: Pick<NetworkStore, "loadSessionIds" | "saveSessionIds">;
  readonly #dcId: number;

  constructor(store: Pick<NetworkStore, "loadSessionIds" | "saveSessionIds">, dcId: number) {
    this.#store = store;
    this.#dcId = dcId;
  }

  /** Remembers the session and has those before it destroyed. What does not come to pass is tried by the next one. */
  async begun({ authKey, sessionId, call }: BegunSession): Promise<void> {
    const keyId = sha1(authKey).subarray(-ID_BYTES);
    const stored = unpack(await this.#store.loadSessionIds(this.#dcId), keyId);
    const left = stored.filter((id) => id !== sessionId).slice(1 - MOST);
    await this.#store.saveSessionIds(this.#dcId, pack(keyId, [...left, sessionId]));
    if (left.length === 0) return;
    await Promise.all(left.map((id) => call(destroySession(id))));
    await this.#store.saveSessionIds(this.#dcId, pack(keyId, [sessionId]));
  }
}

function destroySession(sessionId: bigint): Uint8Array {
  const body = Buffer.alloc(4 + ID_BYTES);
  body.writeUInt32LE(DESTROY_SESSION, 0);
  body.writeBigInt64LE(sessionId, 4);
  return body;
}

/** Id of the key, ids of the sessions. */
function pack(keyId: Uint8Array, sessionIds: readonly bigint[]): Uint8Array {
  return Buffer.concat([keyId, new Uint8Array(BigInt64Array.from(sessionIds).buffer)]);
}

/** Nothing for what is no list, and for sessions under another key, with which they are gone. */
function unpack(packed: Uint8Array | null, keyId: Uint8Array): readonly bigint[] {
  if (packed === null || packed.byteLength % ID_BYTES !== 0 || Buffer.compare(packed.subarray(0, ID_BYTES), keyId) !== 0) return [];
  return [...new BigInt64Array(Uint8Array.from(packed.subarray(ID_BYTES)).buffer)];
}

import type { InvokeOptions } from "../network/index.js";
import { PeerCache, PeerResolver, type PeerCalls } from "../peers/index.js";
import type { Storage } from "../storage/index.js";
import type { TlExact, TlRequest, TlResult } from "../tl/index.js";
import type { SessionStore } from "./SessionStore.js";

export interface ClientPeersNeeds {
  readonly storage: Storage;
  readonly store: SessionStore;
  readonly invoke: <const R extends TlRequest>(request: TlExact<R>, options?: InvokeOptions) => Promise<TlResult<R>>;
  readonly onError: (error: unknown) => void;
}

/** The peers of one connected client: what is known of them, and the way to find others. */
export class ClientPeers {
  readonly cache: PeerCache;
  readonly resolver: PeerResolver;

  constructor({ storage, store, invoke, onError }: ClientPeersNeeds) {
    this.cache = new PeerCache({ storage, onError });
    this.resolver = new PeerResolver({ cache: this.cache, calls: new OnlineCalls(invoke, store) });
  }
}

/** A class: an object with getters of its own takes half a kilobyte. */
class OnlineCalls implements PeerCalls {
  readonly invoke: ClientPeersNeeds["invoke"];
  readonly #store: SessionStore;

  constructor(invoke: ClientPeersNeeds["invoke"], store: SessionStore) {
    this.invoke = invoke;
    this.#store = store;
  }

  get selfId(): number | null {
    return this.#store.session.userId;
  }

  get isBot(): boolean {
    return this.#store.session.isBot === true;
  }
}

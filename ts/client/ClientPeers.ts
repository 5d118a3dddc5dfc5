import type { InvokeOptions } from "../network/index.js";
import { PeerCache, PeerResolver } from "../peers/index.js";
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
    const calls = {
      invoke,
      get selfId(): number | null {
        return store.session.userId;
      },
      get isBot(): boolean {
        return store.session.isBot === true;
      },
    };
    this.resolver = new PeerResolver({ cache: this.cache, calls });
  }
}

import { ClientStateError } from "../errors/index.js";
import type { CallOptions, MethodClient } from "../methods/MethodClient.js";
import type { InvokeOptions } from "../network/index.js";
import type { PeerLike, ResolvedLink } from "../peers/index.js";
import type { ParseMode } from "../text/index.js";
import type { tl, TlExact, TlRequest, TlResult } from "../tl/index.js";
import type { ObjectClient } from "../types/index.js";
import type { ClientPeers } from "./ClientPeers.js";
import type { SessionStore } from "./SessionStore.js";

export interface MethodClientNeeds {
  readonly invoke: <const R extends TlRequest>(request: TlExact<R>, options?: InvokeOptions) => Promise<TlResult<R>>;
  readonly peers: ClientPeers;
  readonly store: SessionStore;
  readonly parseMode: () => ParseMode;
  readonly objects: ObjectClient;
}

/** What the methods of a connected client work with. */
export function createMethodClient({ invoke, peers, store, parseMode, objects }: MethodClientNeeds): MethodClient {
  return new OnlineMethodClient({ invoke, peers, store, parseMode, objects });
}

/** A class: an object with getters of its own takes a kilobyte. */
class OnlineMethodClient implements MethodClient {
  readonly #needs: MethodClientNeeds;

  constructor(needs: MethodClientNeeds) {
    this.#needs = needs;
  }

  get objects(): ObjectClient {
    return this.#needs.objects;
  }

  get selfId(): number {
    const { userId } = this.#needs.store.session;
    if (userId === null) throw new ClientStateError("nobody is signed in");
    return userId;
  }

  get isBot(): boolean {
    return this.#needs.store.session.isBot === true;
  }

  get parseMode(): ParseMode {
    return this.#needs.parseMode();
  }

  invoke<const R extends TlRequest>(request: TlExact<R>, { signal, dcId, order }: CallOptions = {}): Promise<TlResult<R>> {
    return this.#needs.invoke(request, {
      ...(signal === undefined ? {} : { signal }),
      ...(dcId === undefined ? {} : { dcId }),
      ...(order === undefined ? {} : { order }),
    });
  }

  resolvePeer(peer: PeerLike, parameter?: string): Promise<tl.InputPeer> {
    return this.#needs.peers.resolver.resolvePeer(peer, parameter);
  }

  resolveUser(user: PeerLike, parameter?: string): Promise<tl.InputUser> {
    return this.#needs.peers.resolver.resolveUser(user, parameter);
  }

  resolveChannel(channel: PeerLike, parameter?: string): Promise<tl.InputChannel> {
    return this.#needs.peers.resolver.resolveChannel(channel, parameter);
  }

  resolveLink(link: string): Promise<ResolvedLink> {
    return this.#needs.peers.resolver.resolveLink(link);
  }
}

import { ClientStateError } from "../errors/index.js";
import type { MethodClient } from "../methods/MethodClient.js";
import type { InvokeOptions } from "../network/index.js";
import type { ParseMode } from "../text/index.js";
import type { TlExact, TlRequest, TlResult } from "../tl/index.js";
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
export function createMethodClient({ invoke, peers: { resolver }, store, parseMode, objects }: MethodClientNeeds): MethodClient {
  return {
    invoke: (request, { signal, dcId, order } = {}) =>
      invoke(request, {
        ...(signal === undefined ? {} : { signal }),
        ...(dcId === undefined ? {} : { dcId }),
        ...(order === undefined ? {} : { order }),
      }),
    resolvePeer: (peer, parameter) => resolver.resolvePeer(peer, parameter),
    resolveUser: (user, parameter) => resolver.resolveUser(user, parameter),
    resolveChannel: (channel, parameter) => resolver.resolveChannel(channel, parameter),
    resolveLink: (link) => resolver.resolveLink(link),
    get selfId() {
      const { userId } = store.session;
      if (userId === null) throw new ClientStateError("nobody is signed in");
      return userId;
    },
    get isBot() {
      return store.session.isBot === true;
    },
    get parseMode() {
      return parseMode();
    },
    objects,
  };
}

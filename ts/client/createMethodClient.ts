import { ClientStateError } from "../errors/index.js";
import type { MethodClient } from "../methods/MethodClient.js";
import type { ClientPeers } from "./ClientPeers.js";
import type { SessionStore } from "./SessionStore.js";

export interface MethodClientNeeds {
  readonly invoke: MethodClient["invoke"];
  readonly peers: ClientPeers;
  readonly store: SessionStore;
}

/** What the methods of a connected client work with. */
export function createMethodClient({ invoke, peers: { resolver }, store }: MethodClientNeeds): MethodClient {
  return {
    invoke,
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
  };
}

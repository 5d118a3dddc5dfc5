import type { Network } from "../network/index.js";
import { markedChannelId, markedId } from "../peers/index.js";
import type { Storage } from "../storage/index.js";
import { UpdatesRunner, type Deliver, type UpdatesGap } from "../updates/index.js";
import type { ClientPeers } from "./ClientPeers.js";
import type { ResolvedClientOptions } from "./ClientOptions.js";
import type { SessionStore } from "./SessionStore.js";

export interface UpdatesNeeds {
  readonly options: ResolvedClientOptions;
  readonly storage: Storage;
  readonly store: SessionStore;
  readonly network: () => Network;
  readonly peers: ClientPeers;
  readonly deliver: Deliver;
  readonly onGap: (gap: UpdatesGap) => void;
}

/** What puts a connected client's updates in order, over its network, peers and session. */
export function createUpdates({ options, storage, store, network, peers, deliver, onGap }: UpdatesNeeds): UpdatesRunner {
  const { logger, workers } = options;
  return new UpdatesRunner({
    invoke: (request, { signal }) => network().invoke(request, { signal }),
    deliver: (update, context) => {
      const learned = peers.cache.learnUpdate(update);
      return learned === null ? deliver(update, context) : deliverAfter(learned, () => deliver(update, context));
    },
    learnPeers: (source) => peers.cache.learnFrom(source),
    // A user of a min constructor can be named by the message itself; a chat must be known in full.
    knows: (peer) => {
      if (peer._ === "peerUser" && peer.userId === store.session.userId) return true;
      const found = peers.cache.get(markedId(peer));
      return found !== null && (peer._ === "peerUser" || !("min" in found && found.min === true));
    },
    inputChannelOf: async (channelId) => {
      const accessHash = await peers.cache.accessHash(markedChannelId(channelId));
      return accessHash === null ? null : { _: "inputChannel", channelId, accessHash };
    },
    store: storage,
    onGap,
    log: logger,
    workers,
  });
}

async function deliverAfter(learned: Promise<void>, deliver: () => void | Promise<void>): Promise<void> {
  await learned;
  await deliver();
}

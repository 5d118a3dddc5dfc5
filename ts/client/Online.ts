import type { SessionDeadError } from "../errors/index.js";
import type { MethodClient } from "../methods/MethodClient.js";
import type { InvokeOptions, Middleware, Network } from "../network/index.js";
import type { Storage } from "../storage/index.js";
import type { ParseMode } from "../text/index.js";
import type { TlRequest } from "../tl/index.js";
import type { ObjectClient } from "../types/index.js";
import type { Deliver, UpdatesGap, UpdatesRunner } from "../updates/index.js";
import { adoptOptions } from "./adoptOptions.js";
import { ClientAuth } from "./ClientAuth.js";
import type { ResolvedClientOptions } from "./ClientOptions.js";
import { ClientPeers } from "./ClientPeers.js";
import type { ConnectionStates } from "./ConnectionStates.js";
import { createMethodClient, type MethodClientNeeds } from "./createMethodClient.js";
import { createNetwork } from "./createNetwork.js";
import { createUpdates } from "./createUpdates.js";
import { receivePush } from "./receivePush.js";
import { SessionStore } from "./SessionStore.js";

export interface OnlineNeeds {
  readonly options: ResolvedClientOptions;
  readonly storage: Storage;
  /** Aborted when the client leaves: whatever waits for an answer ends. */
  readonly leaving: AbortSignal;
  readonly connection: Pick<ConnectionStates<unknown>, "state" | "set">;
  readonly middleware: Middleware;
  /** The client's own `invoke`, through which its methods call. */
  readonly invoke: MethodClientNeeds["invoke"];
  readonly objects: ObjectClient;
  readonly parseMode: () => ParseMode;
  /** What every call of the API goes in. */
  readonly wrap: (request: TlRequest) => TlRequest;
  readonly deliver: Deliver;
  readonly onGap: (gap: UpdatesGap) => void;
  readonly onSessionDead: (error: SessionDeadError) => void;
}

interface OnlineParts {
  readonly storage: Storage;
  readonly store: SessionStore;
  readonly network: Network;
  readonly auth: ClientAuth;
  readonly peers: ClientPeers;
  readonly methods: MethodClient;
  readonly updates: UpdatesRunner;
}

/** What exists only while a client is connected: the open session, the network, and what stands between it and the client. */
export class Online {
  readonly store: SessionStore;
  readonly network: Network;
  readonly auth: ClientAuth;
  readonly peers: ClientPeers;
  readonly methods: MethodClient;
  readonly updates: UpdatesRunner;
  readonly #storage: Storage;

  private constructor({ storage, store, network, auth, peers, methods, updates }: OnlineParts) {
    this.#storage = storage;
    this.store = store;
    this.network = network;
    this.auth = auth;
    this.peers = peers;
    this.methods = methods;
    this.updates = updates;
  }

  /** Opens the session and connects; closes the session again when that fails. */
  static async open(needs: OnlineNeeds): Promise<Online> {
    const { options, storage, leaving, invoke } = needs;
    const store = await SessionStore.open(storage);
    try {
      const apiId = await adoptOptions(options, storage, store);
      leaving.throwIfAborted();
      const onError = (error: unknown): void => options.logger.warn("peers could not be written to the session", error);
      const peers = new ClientPeers({ storage, store, invoke, onError });
      const { network, updates } = await connectUpdates(needs, { store, apiId, peers });
      // Before the network ends: a difference that is given up then is no news. Whether all was stored is told later.
      leaving.addEventListener("abort", () => void updates.stop(0).catch(() => {}), { once: true });
      await startNetwork(network, leaving);
      const auth = new ClientAuth({ apiId, apiHash: options.apiHash, store, network });
      const methods = createMethodClient({ ...needs, peers, store });
      return new Online({ storage, store, network, auth, peers, methods, updates });
    } catch (error) {
      await storage.close();
      throw error;
    }
  }

  /** Makes a call; what its answer tells of peers and updates is taken in. */
  call(request: TlRequest, options: InvokeOptions): Promise<unknown> {
    return this.network.invoke(request, options).then((result) => {
      // In memory at once; the session file is written behind.
      void this.peers.cache.learnFrom(result);
      this.updates.receiveResult(request, result);
      return result;
    });
  }

  /** After a log-out: nothing can be asked any more, and the servers forget the keys. Never rejects. */
  async destroyKeys(onError: (error: unknown) => void): Promise<void> {
    await this.updates.stop(0).catch(onError);
    await this.network.destroyKeys().catch(onError);
  }

  /** Ends updates, then the network, then stores what is only in memory. The session stays open for `end`. */
  async close(end: (storage: Storage) => Promise<void>, onError: (error: unknown) => void): Promise<void> {
    try {
      await this.updates.stop(0).catch(onError);
      await this.network.stop();
      await this.peers.cache.flush();
      await this.store.update({ date: Math.floor(Date.now() / 1000) });
    } finally {
      await end(this.#storage);
    }
  }
}

/** The network, and what puts in order what it is pushed; each needs the other. */
async function connectUpdates(
  { options, storage, connection, middleware, wrap, deliver, onGap, onSessionDead }: OnlineNeeds,
  { store, apiId, peers }: { readonly store: SessionStore; readonly apiId: number; readonly peers: ClientPeers },
): Promise<Pick<OnlineParts, "network" | "updates">> {
  const updates: UpdatesRunner = createUpdates({
    options,
    storage,
    store,
    network: () => network,
    peers,
    deliver: (update, context) => {
      if (update._ === "updateConfig" || update._ === "updateDcOptions") void network.refreshConfig();
      return deliver(update, context);
    },
    onGap,
  });
  const network: Network = await createNetwork({
    options,
    store,
    apiId,
    wrap,
    onUpdate: (body) => receivePush(body, updates, options.logger),
    onConnectionChange: ({ state, error, retryInMs }) => {
      // What the server pushed into a socket that broke is lost.
      if (connection.state === "connected" && state !== "connected") updates.connectionRenewed();
      connection.set(state, error, retryInMs);
    },
    middleware,
    onSessionDead,
    onUpdatesLost: () => updates.connectionRenewed(),
  });
  return { network, updates };
}

/** The network ends with the signal, and with it every call that somebody waits for. */
async function startNetwork(network: Network, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  signal.addEventListener("abort", () => void network.stop(), { once: true });
  try {
    await network.start();
    signal.throwIfAborted();
  } catch (error) {
    await network.stop();
    throw signal.aborted ? signal.reason : error;
  }
}

import type { SessionDeadError } from "../errors/index.js";
import { builtInRsaKeys, DcDirectory, Network, TEMP_KEY_LIFETIME_SEC, type ConnectionChange, type Middleware } from "../network/index.js";
import type { TlRequest } from "../tl/index.js";
import type { ResolvedClientOptions } from "./ClientOptions.js";
import { createRoute } from "./route.js";
import type { SessionStore } from "./SessionStore.js";

/** Attempts to reach a DC before connecting is given up. */
const CONNECT_ATTEMPTS = 5;

export interface NetworkNeeds {
  readonly options: ResolvedClientOptions;
  readonly store: SessionStore;
  readonly apiId: number;
  readonly wrap: (request: TlRequest) => TlRequest;
  readonly onUpdate: (body: Uint8Array) => void;
  readonly onUpdatesLost: () => void;
  readonly onConnectionChange: (change: ConnectionChange) => void;
  readonly onSessionDead: (error: SessionDeadError) => void;
  readonly middleware: Middleware;
}

/** The network of one client, as its options and its session want it. */
export async function createNetwork({ options, store, apiId, ...needs }: NetworkNeeds): Promise<Network> {
  const { deviceModel, systemVersion, appVersion, langCode, sleepThresholdSec, connectTimeoutMs, logger, tracer } = options;
  const testMode = store.session.testMode ?? options.testMode;
  await store.loadTimeOffset();
  const route = createRoute({ ...options, testMode, nowMs: () => Date.now() + store.timeOffsetMs });
  const directory = new DcDirectory({
    explicit: options.dcOptions ?? (route.isTcp ? await store.loadDcOptions() : null),
    builtIn: route.builtInDcs,
    family: options.ipv6,
    obfuscated: route.isTcp && route.wrappings.every(({ obfuscated }) => obfuscated),
    behindProxy: options.proxy !== null,
    learns: route.isTcp,
  });
  return new Network({
    homeDcId: store.session.dcId,
    testMode,
    directory,
    rsaKeys: options.rsaKeys ?? builtInRsaKeys(testMode),
    wrappings: route.wrappings,
    tempKeyLifetimeSec: options.pfs ? TEMP_KEY_LIFETIME_SEC : null,
    // One that shows only by silence that it does not work costs an attempt.
    timeouts: { connectMs: connectTimeoutMs, exchangeMs: connectTimeoutMs, attempts: CONNECT_ATTEMPTS + (options.proxy?.length ?? 0) },
    sleepThresholdSec,
    tracer,
    initParams: () => {
      const proxy = route.initProxy();
      return { apiId, deviceModel, systemVersion, appVersion, langCode, ...(proxy && { proxy }) };
    },
    dial: route.dial,
    store,
    isSignedIn: () => store.session.userId !== null,
    ...needs,
    onError: (error) => logger.warn("something in the background failed", error),
  });
}

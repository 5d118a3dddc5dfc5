import type { ExecutionContext } from "ava";
import { SessionStore } from "../../ts/client/SessionStore.js";
import { DcDirectory, framingOf, Network } from "../../ts/network/index.js";
import type { NetworkOptions } from "../../ts/network/Network.js";
import { MemoryStorage } from "../../ts/storage/index.js";
import type { TestServer } from "../../ts/testing/index.js";
import { DEMO } from "../../ts/testing/index.js";
import type { tl } from "../../ts/tl/index.js";
import { dialTcp } from "../../ts/transport/index.js";
import { API } from "./clientHarness.js";

/** A network without a client around it, connected to the server and stopped after the test. */
export async function createNetwork(t: ExecutionContext, server: TestServer, more: Partial<NetworkOptions> = {}): Promise<Network> {
  const store = await SessionStore.open(new MemoryStorage());
  const network = new Network({
    homeDcId: 2,
    testMode: false,
    directory: new DcDirectory({ explicit: server.dcOptions, builtIn: [], family: "auto", obfuscated: true }),
    rsaKeys: server.rsaKeys,
    wrappings: [framingOf("obfuscated")],
    tempKeyLifetimeSec: null,
    timeouts: { connectMs: 5000, exchangeMs: 5000, attempts: 5 },
    sleepThresholdSec: 10,
    initParams: () => ({ apiId: API.apiId, deviceModel: "device", systemVersion: "system", appVersion: "app", langCode: "en" }),
    dial: dialTcp,
    store,
    isSignedIn: () => store.session.userId !== null,
    wrap: (request) => request,
    onUpdate: () => {},
    onUpdatesLost: () => {},
    onConnectionChange: () => {},
    onError: (error) => t.log(error),
    ...more,
  });
  t.teardown(() => network.stop());
  await network.start();
  const signedIn = (await network.invoke({
    _: "auth.importBotAuthorization",
    flags: 0,
    ...API,
    botAuthToken: DEMO.botToken,
  })) as tl.AuthAuthorization;
  if (signedIn._ === "auth.authorization") await store.update({ userId: signedIn.user.id, isBot: true });
  return network;
}

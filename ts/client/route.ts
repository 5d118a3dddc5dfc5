import { builtInDcs, DEFAULT_TRANSPORTS, framingOf, isWebSocket, webSocketDcs, type DcOption, type InitParams, type TransportName, type Wrapping } from "../network/index.js";
import { dialMtproxy, dialTcp, dialThrough, dialWebSocket, dialWithSecrets, ProxyList, type Dial, type ProxyChoice } from "../transport/index.js";

/** How a client gets to the DCs. */
export interface Route {
  /** The one way by which all of its connections leave. */
  readonly dial: Dial;
  /** To be tried in turn. */
  readonly wrappings: readonly Wrapping[];
  /** Telegram's own DCs, as this route reaches them. */
  readonly builtInDcs: readonly DcOption[];
  /** Whether it takes the addresses that DCs tell of themselves: those are for TCP. */
  readonly isTcp: boolean;
  /** What initConnection tells of the MTProxy in use (spec/mtproto.md §6.5). */
  readonly initProxy: () => InitParams["proxy"];
}

export interface RouteOptions {
  /** Null: the user has no wish. */
  readonly transport: TransportName | null;
  /** To be tried in turn. */
  readonly proxy: readonly ProxyChoice[] | null;
  readonly testMode: boolean;
  /** Unix time of Telegram's servers, as near as it is known. */
  readonly nowMs: () => number;
}

export function createRoute({ transport, proxy, testMode, nowMs }: RouteOptions): Route {
  const proxies = proxy === null ? null : new ProxyList(proxy.map((one) => ({ proxy: one, dial: dialVia(one, nowMs) })));
  const wrappings = (transport === null ? DEFAULT_TRANSPORTS : [transport]).map(framingOf);
  if (transport !== null && isWebSocket(transport)) {
    const path = testMode ? "/apiws_test" : "/apiws";
    const dial = dialWebSocket({ secure: transport === "websocket", path }, proxies?.dial ?? dialTcp);
    return { dial, wrappings, builtInDcs: webSocketDcs(testMode), isTcp: false, initProxy: () => undefined };
  }
  const isMtproxy = proxy?.every(({ scheme }) => scheme === "mtproxy") === true;
  return {
    dial: proxies?.dial ?? dialWithSecrets(dialTcp, nowMs),
    // The secret of an MTProxy obfuscates whatever the transport.
    wrappings: isMtproxy ? wrappings.map(({ transport: framing }) => ({ transport: framing, obfuscated: true })) : wrappings,
    builtInDcs: builtInDcs(testMode),
    isTcp: true,
    initProxy: () => shown(proxies?.current),
  };
}

/** An MTProxy has addresses of its own, and does not care for secrets of others. */
function dialVia(proxy: ProxyChoice, nowMs: () => number): Dial {
  return proxy.scheme === "mtproxy" ? dialMtproxy(proxy, dialTcp, nowMs) : dialWithSecrets(dialThrough(proxy, dialTcp), nowMs);
}

function shown(proxy: ProxyChoice | undefined): InitParams["proxy"] {
  return proxy?.scheme === "mtproxy" ? { address: proxy.address.host, port: proxy.address.port } : undefined;
}

import { builtInDcs, DEFAULT_TRANSPORTS, framingOf, isWebSocket, webSocketDcs, type DcOption, type InitParams, type TransportName, type Wrapping } from "../network/index.js";
import { dialFirstOf, dialMtproxy, dialTcp, dialThrough, dialWebSocket, dialWithSecrets, type Dial, type Mtproxy, type ProxyChoice } from "../transport/index.js";

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
  /** What initConnection tells of an MTProxy (spec/mtproto.md §6.5). */
  readonly initProxy: InitParams["proxy"];
}

export interface RouteOptions {
  /** Null: the user has no wish. */
  readonly transport: TransportName | null;
  readonly proxy: ProxyChoice | null;
  readonly testMode: boolean;
  /** Unix time of Telegram's servers, as near as it is known. */
  readonly nowMs: () => number;
}

export function createRoute({ transport, proxy, testMode, nowMs }: RouteOptions): Route {
  if (proxy?.kind === "mtproxy") return throughMtproxy(proxy.mtproxy, transport, testMode, nowMs);
  const way = proxy === null ? dialTcp : dialFirstOf(proxy.servers.map((server) => dialThrough(server, dialTcp)));
  const wrappings = (transport === null ? DEFAULT_TRANSPORTS : [transport]).map(framingOf);
  if (transport === null || !isWebSocket(transport)) {
    return { dial: dialWithSecrets(way, nowMs), wrappings, builtInDcs: builtInDcs(testMode), isTcp: true, initProxy: undefined };
  }
  const path = testMode ? "/apiws_test" : "/apiws";
  const dial = dialWebSocket({ secure: transport === "websocket", path }, way);
  return { dial, wrappings, builtInDcs: webSocketDcs(testMode), isTcp: false, initProxy: undefined };
}

function throughMtproxy(mtproxy: Mtproxy, transport: TransportName | null, testMode: boolean, nowMs: () => number): Route {
  const { address } = mtproxy;
  return {
    dial: dialMtproxy(mtproxy, dialTcp, nowMs),
    // Its secret obfuscates whatever the transport.
    wrappings: [{ ...framingOf(transport ?? "obfuscated"), obfuscated: true }],
    builtInDcs: builtInDcs(testMode),
    isTcp: true,
    initProxy: { address: address.host, port: address.port },
  };
}

import { ProxyError, TimeoutError } from "../../errors/index.js";
import type { Address, ByteStream, Dial, DialOptions } from "../ByteStream.js";
import type { Handshake } from "../handshake.js";
import { runHandshake } from "../runHandshake.js";
import { checkHost } from "./checkHost.js";
import { httpConnect } from "./httpConnect.js";
import { showProxy, type ProxyScheme, type ProxyServer } from "./ProxyServer.js";
import { socks4 } from "./socks4.js";
import { socks5 } from "./socks5.js";

const HANDSHAKES: Readonly<Record<ProxyScheme, (proxy: ProxyServer, target: Address) => Handshake<void>>> = {
  socks5,
  socks4,
  http: httpConnect,
};

/**
 * Makes a dial that goes through a proxy. `dial` is given the proxy's address and no other: host names of
 * targets are resolved by the proxy. The time of a dial covers the way to the proxy and its answers.
 */
export function dialThrough(proxy: ProxyServer, dial: Dial): Dial {
  return async ({ host, port }, { timeoutMs, signal }) => {
    const target = { host: checkHost(host, "host of a DC"), port };
    const startedMs = performance.now();
    const peer = showProxy(proxy);
    const stream = await dialProxy(peer, proxy.address, dial, { timeoutMs, signal });
    const leftMs = Math.max(1, timeoutMs - (performance.now() - startedMs));
    const { rest } = await runHandshake(stream, HANDSHAKES[proxy.scheme](proxy, target), { peer, timeoutMs: Math.ceil(leftMs), signal });
    if (rest.length === 0) return stream;
    // A DC never speaks first.
    stream.destroy();
    throw new ProxyError("protocol", "request", `${peer} sent more than its answer`);
  };
}

/** Connects to a proxy itself. @throws ProxyError `unreachable`, `timeout`; the signal's reason */
export async function dialProxy(peer: string, address: Address, dial: Dial, options: DialOptions): Promise<ByteStream> {
  try {
    return await dial(address, options);
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    const problem = error instanceof TimeoutError ? "timeout" : "unreachable";
    const reason = error instanceof Error ? `: ${error.message}` : "";
    throw new ProxyError(problem, "connect", `${peer} cannot be reached${reason}`, { cause: error });
  }
}

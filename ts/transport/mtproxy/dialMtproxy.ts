import { ProxyError } from "../../errors/index.js";
import type { ByteStream, Dial, DialOptions } from "../ByteStream.js";
import { LayeredStream } from "../LayeredStream.js";
import { dialProxy } from "../proxy/dialThrough.js";
import type { Mtproxy } from "../proxy/checkProxy.js";
import type { MtproxySecret } from "../proxy/MtproxySecret.js";
import { runHandshake } from "../runHandshake.js";
import { showAddress } from "../showAddress.js";
import { fakeTls } from "./fakeTls.js";
import { GuardedStream } from "./GuardedStream.js";
import { TlsRecordLayer } from "./tlsRecords.js";

/** So much of the time is left to the proxy's first answer that the reason is told before whoever waits gives up without one. */
const PATIENCE = 0.9;

/**
 * Makes a dial that leads to an MTProxy, whatever address is asked for: the DC stands in the obfuscation that the
 * transport puts inside. With an `ee` secret the connection looks like TLS, and the proxy has proved that it knows
 * the secret before the stream is handed out. With another one it proves that by its first answer, which is to come
 * within the time of the dial.
 *
 * @param nowMs Unix time of Telegram's servers, as near as it is known
 */
export function dialMtproxy({ address, secret }: Mtproxy, dial: Dial, nowMs: () => number): Dial {
  const peer = `MTProxy ${showAddress(address)}`;
  return async (_dc, { timeoutMs, signal }) => {
    const startedMs = performance.now();
    const stream = await dialProxy(peer, address, dial, { timeoutMs, signal });
    const leftMs = Math.max(1, Math.ceil(timeoutMs - (performance.now() - startedMs)));
    const hidden: ByteStream =
      secret.kind === "fakeTls"
        ? await disguise(stream, peer, { secret, nowMs: nowMs(), timeoutMs: leftMs, signal })
        : new GuardedStream(stream, peer, Math.ceil(PATIENCE * leftMs));
    hidden.secret = secret;
    return hidden;
  };
}

export interface DisguiseOptions extends DialOptions {
  /** An `ee` one. */
  readonly secret: MtproxySecret;
  /** Unix time of Telegram's servers, as near as it is known. */
  readonly nowMs: number;
}

/** Makes a fresh stream look like TLS. @throws ProxyError unless the other end proves that it knows the secret */
export async function disguise(stream: ByteStream, peer: string, { secret, nowMs, ...options }: DisguiseOptions): Promise<ByteStream> {
  try {
    const hello = { key: secret.key, domain: secret.domain, nowSec: Math.floor(nowMs / 1000) };
    const { rest } = await runHandshake(stream, fakeTls(peer, hello), { peer, ...options });
    if (rest.length === 0) return new LayeredStream(stream, new TlsRecordLayer(peer));
  } catch (error) {
    if (!(error instanceof ProxyError) || error.problem !== "closed") throw error;
    const message = `${peer} closed the connection without an answer: it does not know the secret, or the clock is wrong`;
    throw new ProxyError("secret", error.step, message, { cause: error.cause });
  }
  // A DC never speaks first.
  stream.destroy();
  throw new ProxyError("protocol", "disguise", `${peer} sent more than its answer`);
}

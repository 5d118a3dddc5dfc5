import { ConnectionError, TimeoutError } from "../../errors/index.js";
import type { Dial } from "../ByteStream.js";
import { LayeredStream } from "../LayeredStream.js";
import { runHandshake } from "../runHandshake.js";
import { showAddress } from "../showAddress.js";
import { startTls } from "./startTls.js";
import { upgrade } from "./upgrade.js";
import { WebSocketLayer } from "./WebSocketLayer.js";

export interface WebSocketOptions {
  /** `wss:` instead of `ws:`. */
  readonly secure: boolean;
  /** For example `/apiws`. */
  readonly path: string;
  /** PEM texts of the authorities whose certificates are taken with `wss:`. @default those that Node knows */
  readonly ca?: string;
}

/** Makes a dial that opens a WebSocket over the connections of another dial. */
export function dialWebSocket({ secure, path, ca }: WebSocketOptions, dial: Dial): Dial {
  return async (address, { timeoutMs, signal }) => {
    const startedMs = performance.now();
    const left = (): number => Math.max(1, Math.ceil(timeoutMs - (performance.now() - startedMs)));
    const plain = await dial(address, { timeoutMs, signal });
    const stream = secure ? await startTls(plain, address, { timeoutMs: left(), signal, ...(ca === undefined ? {} : { ca }) }) : plain;
    const host = address.port === (secure ? 443 : 80) ? showAddress(address).replace(/:\d+$/, "") : showAddress(address);
    const { rest } = await runHandshake(stream, upgrade(host, path), {
      peer: host,
      timeoutMs: left(),
      signal,
      failure: (problem, _step, message, options) => (problem === "timeout" ? new TimeoutError(message, options) : new ConnectionError(message, options)),
    });
    const webSocket = new LayeredStream(stream, new WebSocketLayer());
    // A ping, say. Whoever asked for the stream is to have its handlers in place.
    if (rest.length > 0) setImmediate(() => webSocket.receive(rest));
    return webSocket;
  };
}

import { isIP } from "node:net";
import { Duplex } from "node:stream";
import { ConnectionError, TimeoutError } from "../../errors/index.js";
import type { Address, ByteStream, DialOptions } from "../ByteStream.js";
import { showAddress } from "../showAddress.js";
import { SocketStream } from "../SocketStream.js";

/**
 * Real TLS over a stream that is open already: it makes no connection of its own. The server's certificate is
 * checked against the authorities that Node knows (`NODE_EXTRA_CA_CERTS` adds some).
 *
 * @throws ConnectionError, TimeoutError; the signal's reason
 */
export function startTls(stream: ByteStream, server: Address, { timeoutMs, signal, ca }: DialOptions & { readonly ca?: string }): Promise<ByteStream> {
  // Loaded by the first that needs it: most processes never do, and it takes milliseconds.
  const { connect } = process.getBuiltinModule("node:tls");
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: duplexOf(stream),
      ...(isIP(server.host) === 0 ? { servername: server.host } : { host: server.host }),
      ALPNProtocols: ["http/1.1"],
      ...(ca === undefined ? {} : { ca }),
    });
    const settle = (error: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.off("error", onError);
      if (error === null) {
        const inside = new SocketStream(socket);
        socket.on("data", (chunk: Buffer) => inside.onData(chunk));
        return resolve(inside);
      }
      socket.on("error", () => {});
      socket.destroy();
      stream.destroy();
      reject(error);
    };
    const timer = setTimeout(() => settle(new TimeoutError(`No TLS with ${showAddress(server)} within ${timeoutMs} ms`)), timeoutMs);
    const onAbort = (): void => settle(signal.reason);
    const onError = (error: Error): void => settle(new ConnectionError(`No TLS with ${showAddress(server)}: ${error.message}`, { cause: error }));
    signal.addEventListener("abort", onAbort);
    socket.on("error", onError);
    socket.once("secureConnect", () => settle(null));
  });
}

/** The stream as Node's TLS wants it. */
function duplexOf(stream: ByteStream): Duplex {
  const duplex = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      stream.write(chunk);
      done();
    },
    destroy(error, done) {
      stream.destroy();
      done(error);
    },
  });
  // The stream uses its memory again.
  stream.onData = (chunk) => duplex.push(Buffer.from(chunk));
  stream.onClose = (error) => (error === null ? duplex.push(null) : duplex.destroy(error));
  return duplex;
}

import { connect, type Socket } from "node:net";
import { ConnectionError, TimeoutError } from "../errors/index.js";
import type { Address, ByteStream, DialOptions } from "./ByteStream.js";

/** What libuv reads at most in one go. */
const READ_BYTES = 64 * 1024;

/**
 * Opens a TCP connection. It reads into one buffer all its life: a new one for each read would cost more
 * than reading a small packet does.
 *
 * @throws ConnectionError when the host refuses or cannot be reached (the system's error is its `cause`)
 * @throws TimeoutError after `timeoutMs`
 */
export function dialTcp(address: Address, { timeoutMs, signal }: DialOptions): Promise<ByteStream> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Nothing arrives before the connection is up, and the stream stands before that is handled.
    let stream: TcpStream | null = null;
    const socket = connect({
      host: address.host,
      port: address.port,
      noDelay: true,
      keepAlive: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(READ_BYTES),
        callback(byteLength, buffer) {
          stream?.onData(buffer.subarray(0, byteLength));
          return true;
        },
      },
    });
    const timer = setTimeout(() => settle(new TimeoutError(`No connection to ${show(address)} within ${timeoutMs} ms`)), timeoutMs);
    const onAbort = (): void => settle(signal.reason);
    const onError = (error: Error): void =>
      settle(new ConnectionError(`No connection to ${show(address)}: ${error.message}`, { cause: error }));
    const settle = (error: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.off("error", onError);
      if (error === null) {
        stream = new TcpStream(socket);
        return resolve(stream);
      }
      // A socket that dies while it connects may still report an error: nobody is left to hear it.
      socket.on("error", () => {});
      socket.destroy();
      reject(error);
    };
    signal.addEventListener("abort", onAbort);
    socket.on("error", onError);
    socket.once("connect", () => settle(null));
  });
}

class TcpStream implements ByteStream {
  onData: (chunk: Uint8Array) => void = () => {};
  onClose: (error: Error | null) => void = () => {};
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    let failure: Error | null = null;
    socket.on("error", (error) => (failure = error));
    // The server closed its half: MTProto has no use for a half-open connection.
    socket.on("end", () => socket.destroy());
    socket.on("close", () => this.onClose(failure));
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  write(bytes: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

function show({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

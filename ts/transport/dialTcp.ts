import { connect, type OnReadOpts } from "node:net";
import { ConnectionError, TimeoutError } from "../errors/index.js";
import type { Address, ByteStream, DialOptions } from "./ByteStream.js";
import { PerTurn } from "./PerTurn.js";
import { showAddress } from "./showAddress.js";
import { SocketStream } from "./SocketStream.js";

/** What libuv reads at most in one go. */
const READ_BYTES = 64 * 1024;

let sharedBuffer: Buffer | undefined;

/**
 * All sockets of a thread read into one buffer, which a thousand idle accounts would otherwise have a thousand times:
 * libuv fills it and at once hands it to the callback. Windows fills it while other things go on.
 */
function readBuffer(): Buffer {
  if (process.platform === "win32") return Buffer.allocUnsafeSlow(READ_BYTES);
  return (sharedBuffer ??= Buffer.allocUnsafeSlow(READ_BYTES));
}

/** What the system tells of a socket in one turn of the event loop is bounded by how many were opened in one. */
const DIALS_PER_TURN = 16;

const dials = new PerTurn(DIALS_PER_TURN);

/** Where a socket's bytes go. It keeps nothing of the dialling in memory, as a closure made there would. */
function inletOf(): { stream: SocketStream | null; readonly onread: OnReadOpts } {
  const inlet = {
    // Nothing arrives before the connection is up, and the stream stands before that is handled.
    stream: null as SocketStream | null,
    onread: {
      buffer: readBuffer(),
      callback(byteLength: number, buffer: Uint8Array) {
        inlet.stream?.onData(buffer.subarray(0, byteLength));
        return true;
      },
    },
  };
  return inlet;
}

/**
 * Opens a TCP connection. What it hands on holds until the handler returns: a new buffer for each read would cost
 * more than reading a small packet does. Of many that are dialled at once, a few are begun in each turn of the event loop.
 *
 * @throws ConnectionError when the host refuses or cannot be reached (the system's error is its `cause`)
 * @throws TimeoutError after `timeoutMs`
 */
export function dialTcp(address: Address, { timeoutMs, signal }: DialOptions): Promise<ByteStream> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    dials.run(() => {
      if (signal.aborted) return reject(signal.reason);
      const inlet = inletOf();
      const socket = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true, onread: inlet.onread });
      const timer = setTimeout(() => settle(new TimeoutError(`No connection to ${showAddress(address)} within ${timeoutMs} ms`)), timeoutMs);
      const onAbort = (): void => settle(signal.reason);
      const onError = (error: Error): void =>
        settle(new ConnectionError(`No connection to ${showAddress(address)}: ${error.message}`, { cause: error }));
      const settle = (error: unknown): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        socket.off("error", onError);
        if (error === null) return resolve((inlet.stream = new SocketStream(socket)));
        // A socket that dies while it connects may still report an error: nobody is left to hear it.
        socket.on("error", () => {});
        socket.destroy();
        reject(error);
      };
      signal.addEventListener("abort", onAbort);
      socket.on("error", onError);
      socket.once("connect", () => settle(null));
    });
  });
}

import type { Socket } from "node:net";
import type { ByteStream } from "./ByteStream.js";

/** A socket that is connected. Whoever reads it into memory of their own calls `onData` themselves. */
export class SocketStream implements ByteStream {
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

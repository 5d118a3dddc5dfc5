import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Connection } from "./Connection.js";
import { listen } from "./listen.js";
import type { TransportOptions } from "./TransportStack.js";

/** One listening port on the loopback interface. */
export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly port: number;

  private constructor(server: Server, sockets: Set<Socket>, port: number) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = port;
  }

  /**
   * Listens on a port; 0 takes a free one below 32768. `accept` must set the connection's handler at once.
   * @throws the error of the operating system when the port is taken.
   */
  static async open(port: number, options: TransportOptions, accept: (connection: Connection) => void): Promise<Listener> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      accept(new Connection(socket, options));
    });
    await listen(server, port);
    return new Listener(server, sockets, (server.address() as AddressInfo).port);
  }

  /** Sockets open now. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Stops listening and closes every connection; resolves when all sockets are gone. */
  async close(): Promise<void> {
    const closed = [new Promise<void>((resolve) => this.#server.close(() => resolve()))];
    for (const socket of this.#sockets) {
      closed.push(new Promise((resolve) => socket.once("close", () => resolve())));
      socket.destroy();
    }
    await Promise.all(closed);
  }
}

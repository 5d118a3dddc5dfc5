import type { Connection } from "../listener/Connection.js";
import { Listener } from "../listener/Listener.js";
import type { TransportOptions } from "../listener/TransportStack.js";

export interface DcPortsOptions {
  readonly id: number;
  readonly transport: Omit<TransportOptions, "isWebSocket">;
  /** Must set the connection's handler at once. */
  readonly accept: (connection: Connection) => void;
}

/** The two ports of a DC. They can be shut and opened again, as when a DC is down for a while. */
export class DcPorts {
  readonly #options: DcPortsOptions;
  readonly #connections = new Set<Connection>();
  #port = 0;
  #wsPort = 0;
  /** None while the DC is down. */
  #listeners: readonly Listener[] = [];
  #isOver = false;
  /** Ups and downs happen one after the other. */
  #change: Promise<void> = Promise.resolve();

  private constructor(options: DcPortsOptions) {
    this.#options = options;
  }

  /**
   * Opens both; 0 takes a free port. WebSocket always takes a free one.
   * @throws the error of the operating system when the port is taken.
   */
  static async open(port: number, options: DcPortsOptions): Promise<DcPorts> {
    const ports = new DcPorts(options);
    await ports.#listen(port, 0);
    return ports;
  }

  get id(): number {
    return this.#options.id;
  }

  /** All transports but WebSocket. */
  get port(): number {
    return this.#port;
  }

  get wsPort(): number {
    return this.#wsPort;
  }

  /** Client sockets open now. */
  get openSockets(): number {
    return this.#listeners.reduce((sum, { openSockets }) => sum + openSockets, 0);
  }

  /** Connections are refused from now on, and those that are there are closed. Resolves when all sockets are gone. */
  down(): Promise<void> {
    return this.#next(async () => {
      const listeners = this.#listeners;
      this.#listeners = [];
      await Promise.all(listeners.map((listener) => listener.close()));
    });
  }

  /** Listens again, on the same ports. */
  up(): Promise<void> {
    return this.#next(async () => {
      for (let attempt = 1; this.#listeners.length === 0 && !this.#isOver; attempt++) {
        try {
          await this.#listen(this.#port, this.#wsPort);
        } catch (error) {
          // Meanwhile a socket of somebody else may have got the port, and mostly not for long.
          if (attempt === ATTEMPTS) throw error;
          await new Promise((resolve) => setTimeout(resolve, BETWEEN_ATTEMPTS_MS));
        }
      }
    });
  }

  /** As `down`, for good. */
  close(): Promise<void> {
    this.#isOver = true;
    return this.down();
  }

  /** Does something to each connection that is open now. */
  forEach(strike: (connection: Connection) => void): void {
    for (const connection of [...this.#connections]) if (connection.isOpen) strike(connection);
  }

  async #listen(port: number, wsPort: number): Promise<void> {
    const { transport } = this.#options;
    const welcome = (connection: Connection): void => this.#welcome(connection);
    const tcp = await Listener.open(port, { ...transport, isWebSocket: false }, welcome);
    try {
      const webSocket = await Listener.open(wsPort, { ...transport, isWebSocket: true }, welcome);
      this.#listeners = [tcp, webSocket];
      this.#port = tcp.port;
      this.#wsPort = webSocket.port;
    } catch (error) {
      await tcp.close();
      throw error;
    }
  }

  #welcome(connection: Connection): void {
    for (const known of this.#connections) if (!known.isOpen) this.#connections.delete(known);
    this.#connections.add(connection);
    this.#options.accept(connection);
  }

  #next(change: () => Promise<void>): Promise<void> {
    this.#change = this.#change.catch(() => {}).then(change);
    return this.#change;
  }
}

/** A port that is taken is tried for again, for two seconds in all. */
const ATTEMPTS = 40;
const BETWEEN_ATTEMPTS_MS = 50;

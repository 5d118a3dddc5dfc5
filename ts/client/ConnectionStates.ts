import type { ConnectionChange } from "../network/index.js";
import type { Logger } from "./Logger.js";

/**
 * `disconnected`: the client is not connected, nor about to be; `connecting`: a connection is being made;
 * `connected`: the server has answered on it; `waiting`: the latest attempt failed, the next one follows by itself.
 */
export type ConnectionState = "disconnected" | ConnectionChange["state"];

/** What became of the connection. */
export interface ConnectionStateChange {
  readonly state: ConnectionState;
  /** Why there is no connection; null when all is well. */
  readonly error: Error | null;
  /** Milliseconds until the next attempt; 0 unless it waits. */
  readonly retryInMs: number;
}

/** Told of each change. What it throws or rejects with is reported to the client's logger. */
export type ConnectionStateHandler<C> = (change: ConnectionStateChange, client: C) => unknown;

/** The state of a client's main connection, and who wants to know of it. */
export class ConnectionStates<C> {
  readonly #client: C;
  readonly #logger: Logger;
  readonly #handlers = new Set<ConnectionStateHandler<C>>();
  #state: ConnectionState = "disconnected";

  constructor(client: C, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** @returns a function that removes the handler again */
  add(handler: ConnectionStateHandler<C>): () => void {
    if (typeof handler !== "function") throw new TypeError("handler must be a function");
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  set(state: ConnectionState, error: unknown = null, retryInMs = 0): void {
    if (state === this.#state && state !== "waiting") return;
    this.#state = state;
    const change = { state, error: error instanceof Error ? error : null, retryInMs };
    for (const handler of [...this.#handlers]) void this.#tell(handler, change);
  }

  async #tell(handler: ConnectionStateHandler<C>, change: ConnectionStateChange): Promise<void> {
    try {
      await handler(change, this.#client);
    } catch (error) {
      this.#logger.error("a handler of connection states failed", error);
    }
  }
}

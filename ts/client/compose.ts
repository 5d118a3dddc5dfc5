import { idle } from "./idle.js";

/** What compose needs of a client. */
export interface Startable {
  readonly name: string;
  start(): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ComposeOptions {
  /** Start one after the other, for clients that ask in the terminal. @default false */
  readonly sequential?: boolean;
}

/**
 * Runs several clients in one process: starts all, waits for SIGINT or SIGTERM, stops all. If one cannot
 * start, those already started are stopped again.
 *
 * @throws AggregateError naming each client that could not start
 */
export async function compose(clients: readonly Startable[], { sequential = false }: ComposeOptions = {}): Promise<void> {
  if (!Array.isArray(clients)) throw new TypeError("clients must be an array of clients");
  const started: Startable[] = [];
  const failures: Error[] = [];
  const start = async (client: Startable): Promise<void> => {
    try {
      await client.start();
      started.push(client);
    } catch (error) {
      failures.push(new Error(`${client.name} could not start: ${error instanceof Error ? error.message : String(error)}`, { cause: error }));
    }
  };
  if (sequential) {
    for (const client of clients) {
      await start(client);
      if (failures.length > 0) break;
    }
  } else {
    await Promise.all(clients.map(start));
  }
  if (failures.length > 0) {
    await stopAll(started);
    throw new AggregateError(failures, failures.map((failure) => failure.message).join("; "));
  }
  await idle();
  await stopAll(started);
}

async function stopAll(clients: readonly Startable[]): Promise<void> {
  await Promise.allSettled(clients.map((client) => client.stop()));
}

import { idle } from "./idle.js";

/** What compose needs of a client. */
export interface Startable {
  readonly name: string;
  start(): Promise<unknown>;
  stop(): Promise<void>;
}

/** What a start of many has done so far. */
export interface ComposeProgress {
  readonly started: number;
  readonly failed: number;
  readonly total: number;
}

export interface ComposeOptions {
  /** Start one after the other, for clients that ask in the terminal. @default false */
  readonly sequential?: boolean;
  /**
   * How many clients start at the same time: a new key costs some 12 ms of CPU, so that thousands at once would only
   * wait for each other until the server's patience ends. @default 16
   */
  readonly concurrency?: number;
  /** Told after each client that started or failed. */
  readonly onProgress?: (progress: ComposeProgress) => void;
}

const AT_ONCE = 16;

/**
 * Runs several clients in one process: starts all, waits for SIGINT or SIGTERM, stops all. If one cannot
 * start, no further one is started, and those already started are stopped again.
 *
 * @throws TypeError, RangeError naming what is wrong with the arguments
 * @throws AggregateError naming each client that could not start
 */
export async function compose(clients: readonly Startable[], options: ComposeOptions = {}): Promise<void> {
  if (!Array.isArray(clients)) throw new TypeError("clients must be an array of clients");
  const started: Startable[] = [];
  const failures: Error[] = [];
  const waiting: Startable[] = [...clients];
  const startInTurn = async (): Promise<void> => {
    for (let client = waiting.shift(); client !== undefined; client = waiting.shift()) {
      try {
        await client.start();
        started.push(client);
      } catch (error) {
        failures.push(new Error(`${client.name} could not start: ${error instanceof Error ? error.message : String(error)}`, { cause: error }));
        waiting.length = 0;
      }
      options.onProgress?.({ started: started.length, failed: failures.length, total: clients.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce(options) }, startInTurn));
  if (failures.length > 0) {
    await stopAll(started);
    throw new AggregateError(failures, failures.map((failure) => failure.message).join("; "));
  }
  await idle();
  await stopAll(started);
}

function atOnce({ sequential = false, concurrency = AT_ONCE, onProgress }: ComposeOptions): number {
  if (typeof sequential !== "boolean") throw new TypeError("sequential must be a boolean");
  if (onProgress !== undefined && typeof onProgress !== "function") throw new TypeError("onProgress must be a function");
  if (!Number.isInteger(concurrency) || concurrency < 1) throw new RangeError("concurrency must be a positive integer");
  return sequential ? 1 : concurrency;
}

async function stopAll(clients: readonly Startable[]): Promise<void> {
  await Promise.allSettled(clients.map((client) => client.stop()));
}

const STOP_SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM"];

/** Exit status that shells expect of a process ended by a signal: 128 + its number. */
const EXIT_STATUS: ReadonlyMap<NodeJS.Signals, number> = new Map([
  ["SIGINT", 130],
  ["SIGTERM", 143],
]);

/**
 * Listens for the signals that ask a process to stop. The first one is reported, so that the owner can clean
 * up; a second one ends the process at once. The process stays up until a signal came or `release()`.
 */
export class StopSignals {
  /** Resolves to the first signal; stays pending after `release()`. */
  readonly received: Promise<NodeJS.Signals>;
  readonly #keepAlive: NodeJS.Timeout;
  readonly #onSignal: (signal: NodeJS.Signals) => void;

  constructor() {
    // A pending promise alone does not keep Node running.
    this.#keepAlive = setInterval(() => {}, 2 ** 30);
    let resolve: (signal: NodeJS.Signals) => void;
    this.received = new Promise((onReceived) => (resolve = onReceived));
    let first = true;
    this.#onSignal = (signal) => {
      if (!first) process.exit(EXIT_STATUS.get(signal));
      first = false;
      clearInterval(this.#keepAlive);
      resolve(signal);
    };
    for (const name of STOP_SIGNALS) process.on(name, this.#onSignal);
  }

  /** Stops listening: signals have their usual effect again. */
  release(): void {
    clearInterval(this.#keepAlive);
    for (const name of STOP_SIGNALS) process.off(name, this.#onSignal);
  }
}

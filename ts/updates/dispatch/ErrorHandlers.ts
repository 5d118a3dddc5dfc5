import { continuePropagation, thrownOutcome } from "./propagation.js";

/** The class of an error, as `instanceof` takes it. */
export type ErrorClass = abstract new (...args: never[]) => unknown;

/** Told what a handler or a filter threw. It passes the error on by returning or throwing "continue propagation". */
export type ErrorHandler<Client> = (error: unknown, update: unknown, client: Client) => unknown;

interface ErrorEntry<Client> {
  readonly handler: ErrorHandler<Client>;
  /** Null: every error. */
  readonly classes: readonly ErrorClass[] | null;
}

/** Error handlers in the order in which they were added; the first that fits gets the error. */
export class ErrorHandlers<Client> {
  readonly #report: (message: string, error: unknown) => void;
  #entries: readonly ErrorEntry<Client>[] = [];

  /** @param report told of errors that no handler takes */
  constructor(report: (message: string, error: unknown) => void) {
    this.#report = report;
  }

  /** @param classes errors that it takes; null: every one. @returns a function that removes it again */
  add(handler: ErrorHandler<Client>, classes: readonly ErrorClass[] | null): () => void {
    const entry = { handler, classes };
    this.#entries = [...this.#entries, entry];
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  /** Removes a handler, or all that were added for exactly this class; without an argument all. */
  remove(which?: ErrorHandler<Client> | ErrorClass): void {
    this.#entries = which === undefined ? [] : this.#entries.filter(({ handler, classes }) => handler !== which && classes?.some((known) => known === which) !== true);
  }

  async handle(error: unknown, update: unknown, client: Client): Promise<void> {
    for (const { handler, classes } of this.#entries) {
      if (classes !== null && !classes.some((known) => error instanceof known)) continue;
      try {
        if ((await handler(error, update, client)) !== continuePropagation) return;
      } catch (thrown) {
        if (thrownOutcome(thrown) === continuePropagation) continue;
        if (thrownOutcome(thrown) === null) this.#report("an error handler failed", thrown);
        return;
      }
    }
    this.#report("an update handler failed", error);
  }
}

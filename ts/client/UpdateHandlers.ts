import type { tl } from "../tl/index.js";
import type { UpdateContext } from "../updates/index.js";
import type { Logger } from "./Logger.js";

/** Any update, as the schema has it; short forms come as the update that they stand for. */
export type RawUpdate = tl.Update;

/** Handles one raw update. What it throws or rejects with is reported to the client's logger. */
export type RawUpdateHandler<C> = (update: RawUpdate, client: C, context: UpdateContext) => unknown;

/** Calls every handler with every update. */
export class UpdateHandlers<C> {
  readonly #client: C;
  readonly #logger: Logger;
  readonly #handlers = new Set<RawUpdateHandler<C>>();

  constructor(client: C, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  /** @returns a function that removes the handler again */
  add(handler: RawUpdateHandler<C>): () => void {
    if (typeof handler !== "function") throw new TypeError("handler must be a function");
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /** Resolves when all handlers are done, however they ended. */
  async dispatch(update: tl.Update, context: UpdateContext): Promise<void> {
    await Promise.all([...this.#handlers].map((handler) => this.#run(handler, update, context)));
  }

  async #run(handler: RawUpdateHandler<C>, update: tl.Update, context: UpdateContext): Promise<void> {
    try {
      await handler(update, this.#client, context);
    } catch (error) {
      this.#logger.error("an update handler failed", error);
    }
  }
}

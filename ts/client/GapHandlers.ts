import type { UpdatesGap } from "../updates/index.js";
import type { Logger } from "./Logger.js";

/** Those who want to know of updates that were lost for good. */
export class GapHandlers<C> {
  readonly #client: C;
  readonly #logger: Logger;
  readonly #handlers = new Set<(gap: UpdatesGap, client: C) => unknown>();

  constructor(client: C, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  /** @returns a function that removes the handler again */
  add(handler: (gap: UpdatesGap, client: C) => unknown): () => void {
    if (typeof handler !== "function") throw new TypeError("handler must be a function");
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  report(gap: UpdatesGap): void {
    this.#logger.warn(`updates of ${gap.channelId === null ? "the account" : `channel ${gap.channelId}`} were lost (${gap.reason})`);
    for (const handler of this.#handlers) {
      Promise.resolve()
        .then(() => handler(gap, this.#client))
        .catch((error: unknown) => this.#logger.error("a handler of an updates gap failed", error));
    }
  }
}

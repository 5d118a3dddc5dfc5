import { isBelow } from "../isBelow.js";

/** Updates that handlers work on at the moment. */
export class RunningUpdates {
  #count = 0;
  /** Called whenever one is done. */
  #onEnd: () => void = () => {};

  /** Does `work`, which throws nothing, and counts it as running until it is done: when it gives nothing, that is at once. */
  track(work: () => void | Promise<void>): void | Promise<void> {
    this.#count++;
    const running = runHandlersOf(work);
    if (running !== undefined) return runHandlersOfLater(running, this.#ended);
    this.#ended();
  }

  /**
   * Waits until all that runs now is done. From inside a handler it does not wait for that handler.
   *
   * @param deadlineMs how long it waits at most
   * @returns how many were still running then
   */
  async settle(deadlineMs: number): Promise<number> {
    const own = isBelow(runHandlersOf) ? 1 : 0;
    if (this.#count > own) await this.#untilLeft(own, deadlineMs);
    return Math.max(0, this.#count - own);
  }

  readonly #ended = (): void => {
    this.#count--;
    this.#onEnd();
  };

  #untilLeft(count: number, deadlineMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, deadlineMs);
      this.#onEnd = () => {
        if (this.#count > count) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** All handlers run below this function, or are awaited by the next: `isBelow` looks for the name that both begin with. */
function runHandlersOf(work: () => void | Promise<void>): void | Promise<void> {
  return work();
}

async function runHandlersOfLater(running: Promise<void>, ended: () => void): Promise<void> {
  try {
    await running;
  } finally {
    ended();
  }
}

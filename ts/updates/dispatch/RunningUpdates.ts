import { isBelow } from "../isBelow.js";

/** Updates that handlers work on at the moment. */
export class RunningUpdates {
  #count = 0;
  /** Called whenever one is done. */
  #onEnd: () => void = () => {};

  /** Does `work`, and counts it as running until it is done. */
  track(work: () => Promise<void>): Promise<void> {
    this.#count++;
    return runHandlersOf(work, this.#ended);
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

/** All handlers run below this function: `isBelow` looks for its name. */
async function runHandlersOf(work: () => Promise<void>, ended: () => void): Promise<void> {
  try {
    await work();
  } finally {
    ended();
  }
}

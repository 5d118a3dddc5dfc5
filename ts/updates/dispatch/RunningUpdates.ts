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
    const own = isInsideHandler() ? 1 : 0;
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

/** All handlers run below this function: `isInsideHandler` looks for its name. */
async function runHandlersOf(work: () => Promise<void>, ended: () => void): Promise<void> {
  try {
    await work();
  } finally {
    ended();
  }
}

/** Deep enough for a handler's own functions. */
const STACK_DEPTH = 100;

/**
 * Whether a handler is calling, by the frames of those who await it: AsyncLocalStorage would make every promise of the
 * process slower on Node 20. A handler that does not await its call is taken for somebody outside.
 */
function isInsideHandler(): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_DEPTH;
  const { stack = "" } = new Error("only for its stack");
  Error.stackTraceLimit = stackTraceLimit;
  return stack.includes(runHandlersOf.name);
}

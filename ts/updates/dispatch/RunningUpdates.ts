import { AsyncLocalStorage } from "node:async_hooks";

/** Updates that handlers work on at the moment. */
export class RunningUpdates {
  readonly #runs = new Set<Promise<void>>();
  /** The run that the current code belongs to: whoever stops the client from inside a handler cannot wait for that handler. */
  readonly #current = new AsyncLocalStorage<{ run: Promise<void> | null }>();

  get size(): number {
    return this.#runs.size;
  }

  /** Does `work`, and counts it as running until it is done. */
  track(work: () => Promise<void>): Promise<void> {
    const place: { run: Promise<void> | null } = { run: null };
    const run = this.#current.run(place, work);
    place.run = run;
    this.#runs.add(run);
    const forget = (): void => void this.#runs.delete(run);
    run.then(forget, forget);
    return run;
  }

  /**
   * Waits until all that runs now is done. From inside a handler it does not wait for that handler.
   *
   * @param deadlineMs how long it waits at most
   * @returns how many were still running then
   */
  async settle(deadlineMs: number): Promise<number> {
    const own = this.#current.getStore()?.run;
    const others = [...this.#runs].filter((run) => run !== own);
    if (others.length === 0) return 0;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs);
    });
    await Promise.race([Promise.allSettled(others), deadline]);
    clearTimeout(timer);
    return others.filter((run) => this.#runs.has(run)).length;
  }
}

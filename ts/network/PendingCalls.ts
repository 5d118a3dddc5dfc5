interface PendingCall {
  resolve(body: Uint8Array): void;
  reject(error: unknown): void;
}

/** The calls of one connection that wait for their answer, by the id that the native session knows them by. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  #lastId = 0;
  #onLast: (() => void) | null = null;

  get size(): number {
    return this.#calls.size;
  }

  has(id: number): boolean {
    return this.#calls.has(id);
  }

  /**
   * Takes a call in; gives its id, a u32 that is not 0.
   *
   * @param onAbort the signal has ended the call, which is rejected with its reason
   */
  add(call: PendingCall, signal: AbortSignal | undefined, onAbort: (id: number) => void): number {
    const id = (this.#lastId = (this.#lastId % 0xffff_ffff) + 1);
    const abort = (): void => {
      this.take(id);
      onAbort(id);
      call.reject(signal?.reason);
    };
    const settled = (): void => signal?.removeEventListener("abort", abort);
    signal?.addEventListener("abort", abort, { once: true });
    this.#calls.set(id, {
      resolve: (body) => (settled(), call.resolve(body)),
      reject: (error) => (settled(), call.reject(error)),
    });
    return id;
  }

  /** A call that is to be settled; undefined when nobody waits for it any more. */
  take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (this.#calls.size === 0) this.#onLast?.();
    return call;
  }

  /** No more calls are to come: `job` is told whenever the last one is taken. */
  afterLast(job: () => void): void {
    this.#onLast = job;
  }

  rejectAll(error: unknown): void {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.reject(error);
  }
}

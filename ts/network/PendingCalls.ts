import type { CallAttempts } from "./CallAttempts.js";

interface PendingCall {
  readonly attempts: CallAttempts;
  resolve(body: Uint8Array): void;
  reject(error: unknown): void;
}

/** Makes the error by which a call ends, which is its own. `mayHaveRun`: in this attempt or one before. */
type ErrorOf = (mayHaveRun: boolean) => unknown;

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
   * Takes a call in, which may have run from now on; gives its id, a u32 that is not 0.
   *
   * @param onAbort the signal has ended the call, which is rejected with its reason; gives whether it may have run
   */
  add(call: PendingCall, signal: AbortSignal | undefined, onAbort: (id: number) => boolean): number {
    const id = (this.#lastId = (this.#lastId % 0xffff_ffff) + 1);
    const { attempts } = call;
    attempts.doubtful += 1;
    if (signal === undefined) {
      this.#calls.set(id, call);
      return id;
    }
    const abort = (): void => {
      this.take(id);
      if (!onAbort(id)) attempts.doubtful -= 1;
      call.reject(signal.reason);
    };
    const settled = (): void => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort, { once: true });
    this.#calls.set(id, {
      attempts,
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

  /** Ends a call, if somebody waits for it. `mayHaveRun`: in this attempt. */
  reject(id: number, mayHaveRun: boolean, errorOf: ErrorOf): void {
    const call = this.take(id);
    if (call !== undefined) end(call, mayHaveRun, errorOf);
  }

  /** No more calls are to come: `job` is told whenever the last one is taken. */
  afterLast(job: () => void): void {
    this.#onLast = job;
  }

  /** Ends all calls. `mayHaveRun` is asked for each. */
  rejectAll(mayHaveRun: (id: number) => boolean, errorOf: ErrorOf): void {
    const calls = [...this.#calls];
    this.#calls.clear();
    for (const [id, call] of calls) end(call, mayHaveRun(id), errorOf);
  }
}

function end({ attempts, reject }: PendingCall, mayHaveRun: boolean, errorOf: ErrorOf): void {
  if (!mayHaveRun) attempts.doubtful -= 1;
  reject(errorOf(attempts.doubtful > 0));
}

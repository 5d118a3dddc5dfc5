import type { SessionDeadError } from "../errors/index.js";
import { FloodWaits } from "./FloodWaits.js";
import { deadSession } from "./middlewares/deadSession.js";
import { floodWait } from "./middlewares/floodWait.js";
import { inOrder } from "./middlewares/inOrder.js";
import { migrate } from "./middlewares/migrate.js";
import { retryServerErrors } from "./middlewares/retryServerErrors.js";
import { timeLimit } from "./middlewares/timeLimit.js";
import { tracing } from "./middlewares/tracing.js";
import type { NetworkStore } from "./NetworkStore.js";
import { composePipeline, onFailure, type Call, type Middleware, type Next } from "./pipeline.js";
import { sleep } from "./sleep.js";
import type { Tracer } from "./Tracer.js";

export interface CallPipelineOptions {
  /** What the program puts around calls. */
  readonly middleware?: Middleware | undefined;
  readonly tracer?: Tracer | null | undefined;
  readonly store: Pick<NetworkStore, "loadFloodWaits" | "saveFloodWaits">;
  readonly isSignedIn: () => boolean;
  readonly homeDcId: () => number;
  readonly setHomeDc: (dcId: number) => Promise<void>;
  /** Sends a call once. */
  readonly send: Next;
  readonly onDead: (error: SessionDeadError) => void;
  readonly onError: (error: unknown) => void;
  /** Aborted when the network stops. */
  readonly signal: AbortSignal;
}

/**
 * What each call goes through, from the caller to the wire: its time limit, the program's own middlewares, its
 * queue, flood waits, repetition of what failed inside Telegram, migration, the end of the session, tracing of the attempt.
 */
export class CallPipeline {
  readonly #run: Next;
  readonly #waits: FloodWaits;

  constructor(options: CallPipelineOptions) {
    const { middleware, tracer, store, isSignedIn, homeDcId, setHomeDc, send, onDead, onError, signal } = options;
    this.#waits = new FloodWaits({ load: () => store.loadFloodWaits(), save: (packed) => store.saveFloodWaits(packed), onError });
    const pause = (ms: number, own: AbortSignal | undefined): Promise<void> => sleep(ms, own ? AbortSignal.any([own, signal]) : signal);
    this.#run = composePipeline(
      [
        timeLimit(),
        ...(middleware ? [middleware] : []),
        inOrder(),
        floodWait({ sleep: pause, waits: this.#waits }),
        onFailure([
          retryServerErrors({ sleep: pause }),
          migrate({ setHomeDc }),
          deadSession({ isSignedIn, isHome: (dcId) => dcId === null || dcId === homeDcId(), onDead }),
        ]),
        ...(tracer ? [tracing({ tracer, homeDcId, onError })] : []),
      ],
      (call) => {
        call.attempts.count += 1;
        return send(call);
      },
    );
  }

  /** Reads what earlier processes have learnt. */
  load(): Promise<void> {
    return this.#waits.load();
  }

  run(call: Call): Promise<unknown> {
    return this.#run(call);
  }

  /** Resolves when everything that was learnt is stored. */
  flush(): Promise<void> {
    return this.#waits.flush();
  }
}

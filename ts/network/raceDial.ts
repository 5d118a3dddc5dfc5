import { ConnectionError, HeliogramError, ProxyError } from "../errors/index.js";
import type { ByteStream, Dial } from "../transport/index.js";
import type { DcOption } from "./DcOption.js";

/** How fast a race goes on. */
export interface RacePace {
  /** An address that has not answered for so long, in milliseconds, is not the only one any more. */
  readonly staggerMs: number;
  /** Connections that may be under way at one time. */
  readonly atOnce: number;
}

/** More than six at a time would be a burden for the DC, and no better. */
export const DIRECT_PACE: RacePace = { staggerMs: 250, atOnce: 6 };

/** A proxy is somebody's, and opens each connection anew: the second follows only when the first looks lost. */
export const PROXY_PACE: RacePace = { staggerMs: 2000, atOnce: 2 };

export interface RaceOptions extends RacePace {
  readonly dial: Dial;
  /** Time for each connection. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told of each address that cannot be reached. */
  readonly onFailed: (option: DcOption) => void;
}

export interface Winner {
  readonly stream: ByteStream;
  readonly option: DcOption;
}

/** Addresses that are tried in one race. */
const MOST = 6;

/**
 * Connects to whichever address answers first: the next one is tried when the one before has failed, or has
 * not answered for a while (RFC 8305, "happy eyeballs").
 *
 * @throws the error of the only address; ConnectionError naming each one's when there are several
 */
export function raceDial(candidates: readonly DcOption[], options: RaceOptions): Promise<Winner> {
  const { dial, timeoutMs, signal, onFailed, staggerMs, atOnce } = options;
  const runners = candidates.slice(0, MOST);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const losers = new AbortController();
    const errors: unknown[] = [];
    let started = 0;
    let isOver = false;
    let timer: NodeJS.Timeout | null = null;

    const finish = (): void => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      // An error that nobody would see costs more than the rest.
      if (started > 1 || signal.aborted) losers.abort(signal.aborted ? signal.reason : new ConnectionError("Another address answered first"));
    };
    const onAbort = (): void => {
      finish();
      reject(signal.reason);
    };
    const startNext = (): void => {
      if (timer !== null) clearTimeout(timer);
      const option = runners[started];
      if (option === undefined || started - errors.length >= atOnce) return;
      started += 1;
      void run(option);
      if (started < runners.length) timer = setTimeout(startNext, staggerMs);
    };
    const run = async (option: DcOption): Promise<void> => {
      try {
        const stream = await dial(option, { timeoutMs, signal: losers.signal });
        if (isOver) return stream.destroy();
        finish();
        resolve({ stream, option });
      } catch (error) {
        if (isOver) return;
        onFailed(option);
        errors.push(error);
        if (isOfProxy(error)) {
          finish();
          return reject(error);
        }
        if (errors.length < runners.length) return startNext();
        finish();
        reject(summary(errors));
      }
    };
    signal.addEventListener("abort", onAbort, { once: true });
    startNext();
  });
}

/** Whether the proxy itself is to blame: it would say the same about every address. */
function isOfProxy(error: unknown): boolean {
  if (!(error instanceof ProxyError) || error.problem === "target") return false;
  // Asked for the address it kept silent: it may still wait for the DC.
  return !(error.problem === "timeout" && error.step === "request");
}

function summary(errors: readonly unknown[]): unknown {
  // One alone says it best, and so does any of those that say the same of all: a proxy that is dead, a time that is up.
  const codes = new Set(errors.map((error) => (error instanceof HeliogramError ? error.code : null)));
  if (errors.length === 1 || (codes.size === 1 && !codes.has(null) && !(errors[0] instanceof ConnectionError))) return errors[0];
  const texts = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  return new ConnectionError(texts.join("; "), { cause: new AggregateError(errors) });
}

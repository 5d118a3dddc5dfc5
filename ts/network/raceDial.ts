import { ConnectionError, HeliogramError, ProxyError } from "../errors/index.js";
import type { ByteStream, Dial } from "../transport/index.js";
import type { DcOption } from "./DcOption.js";

export interface RaceOptions {
  readonly dial: Dial;
  /** Time for each connection. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told of each address that cannot be reached. */
  readonly onFailed: (option: DcOption) => void;
  /** @default 250, as RFC 8305 has it */
  readonly staggerMs?: number;
}

export interface Winner {
  readonly stream: ByteStream;
  readonly option: DcOption;
}

const STAGGER_MS = 250;
/** More at a time would be a burden for the DC, and no better. */
const MOST = 6;

/**
 * Connects to whichever address answers first: the next one is tried when the one before has failed, or has
 * not answered within a quarter of a second (RFC 8305, "happy eyeballs").
 *
 * @throws the error of the only address; ConnectionError naming each one's when there are several
 */
export function raceDial(candidates: readonly DcOption[], options: RaceOptions): Promise<Winner> {
  const { dial, timeoutMs, signal, onFailed, staggerMs = STAGGER_MS } = options;
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
      losers.abort(new ConnectionError("Another address answered first"));
    };
    const onAbort = (): void => {
      finish();
      reject(signal.reason);
    };
    const startNext = (): void => {
      if (timer !== null) clearTimeout(timer);
      const option = runners[started];
      if (option === undefined) return;
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
        // It would say the same about every address.
        const isProxyBroken = error instanceof ProxyError && error.problem !== "target";
        if (isProxyBroken) {
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

function summary(errors: readonly unknown[]): unknown {
  // One alone says it best, and so does any of those that say the same of all: a proxy that is dead, a time that is up.
  const codes = new Set(errors.map((error) => (error instanceof HeliogramError ? error.code : null)));
  if (errors.length === 1 || (codes.size === 1 && !codes.has(null) && !(errors[0] instanceof ConnectionError))) return errors[0];
  const texts = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  return new ConnectionError(texts.join("; "), { cause: new AggregateError(errors) });
}

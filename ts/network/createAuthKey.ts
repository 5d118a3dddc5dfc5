import { availableParallelism } from "node:os";
import { ConnectionError, HeliogramError, SecurityError, TimeoutError, TransportError } from "../errors/index.js";
import { Exchange, type ExchangeSettings } from "../native.js";
import type { ByteStream } from "../transport/index.js";
import { closedBy } from "./failures.js";
import type { Framing } from "./transportName.js";
import { Turnstile } from "./Turnstile.js";

export interface CreateAuthKeyOptions {
  readonly transport: Framing;
  readonly obfuscated: boolean;
  /** 32 hex digits of an MTProxy secret. */
  readonly secret?: string;
  /** Wire form: +10000 in the test environment. */
  readonly dcId: number;
  /** PEM texts of the keys that the server may prove itself with. */
  readonly rsaKeys: readonly string[];
  /** Time for the whole exchange. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Seconds that the key is to live; null: it is permanent. @default null */
  readonly expiresInSec?: number | null;
  /** The exchange that has just made another key on this stream. @default none */
  readonly previous?: Exchange | null;
}

export interface CreatedAuthKey {
  readonly authKey: Uint8Array;
  /** First server salt, as a packed list of one. */
  readonly salts: Uint8Array;
  readonly timeOffsetMs: number;
  /** The finished exchange: a session adopts it and goes on over the same stream. */
  readonly exchange: Exchange;
}

/**
 * Makes an auth key over a fresh stream, or one on which another key was just made (spec/mtproto.md §3). Factorisation and big powers run off
 * the event loop. On success the stream is left open and without handlers. See `exchangeTurn` for many at once.
 *
 * @throws SecurityError when a check against the server failed; repeating it is pointless
 * @throws TransportError, ConnectionError, TimeoutError when another attempt may succeed
 */
export function createAuthKey(stream: ByteStream, options: CreateAuthKeyOptions): Promise<CreatedAuthKey> {
  const { timeoutMs, signal } = options;
  return new Promise((resolve, reject) => {
    let exchange: Exchange;
    try {
      exchange = exchangeOf(options);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    const waiting: Uint8Array[] = [];
    let stepping = false;

    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      stream.onData = () => {};
      stream.onClose = () => {};
    };
    const fail = (error: unknown): void => {
      release();
      stream.destroy();
      reject(explain(error));
    };
    const timer = setTimeout(() => fail(new TimeoutError(`The DC did not finish the key exchange within ${timeoutMs} ms`)), timeoutMs);
    const onAbort = (): void => fail(signal.reason);

    const receive = (chunk: Uint8Array): void => {
      // A step waits for its turn, or is under way on another thread: the native object is not to be touched until it ends.
      if (stepping) {
        waiting.push(Uint8Array.from(chunk));
        return;
      }
      try {
        stepping = exchange.receive(chunk);
        if (stepping) heavySteps.enter(step);
      } catch (error) {
        fail(error);
      }
    };
    const step = (): void => void work().finally(() => heavySteps.leave(step));
    const work = async (): Promise<void> => {
      if (signal.aborted || stream.isClosed) return;
      try {
        const { send, authKey, serverSalt, timeOffsetMs } = await exchange.step();
        stepping = false;
        if (signal.aborted) return;
        if (send) stream.write(send);
        if (authKey && serverSalt) {
          release();
          const offsetMs = timeOffsetMs ?? 0;
          resolve({ authKey, salts: packFirstSalt(serverSalt, offsetMs), timeOffsetMs: offsetMs, exchange });
          return;
        }
        for (const chunk of waiting.splice(0)) receive(chunk);
      } catch (error) {
        fail(error);
      }
    };

    signal.addEventListener("abort", onAbort);
    stream.onData = receive;
    stream.onClose = (error) => fail(closedBy(error, "The DC closed the connection during the key exchange"));
    try {
      stream.write(exchange.start());
    } catch (error) {
      fail(error);
    }
  });
}

/**
 * Heavy steps at once. Where there are more than two cores one stays free for the event loop, which else waits until the
 * system interrupts a thread of the pool; of the pool's four threads one stays free for files and names.
 */
const heavySteps = new Turnstile(Math.min(Math.max(availableParallelism() - 1, 2), 3));

function exchangeOf({ transport, obfuscated, secret, dcId, rsaKeys, expiresInSec, previous }: CreateAuthKeyOptions): Exchange {
  const settings: ExchangeSettings = {
    transport,
    obfuscated,
    ...(secret !== undefined && { secret }),
    dcId,
    rsaKeys: [...rsaKeys],
    ...(typeof expiresInSec === "number" && { expiresInSec }),
  };
  return previous ? Exchange.after(previous, settings) : new Exchange(settings);
}

/** Failures that say nothing about the server's honesty: another attempt may go well. */
const RETRIABLE_CODES: ReadonlySet<string> = new Set([
  "ERR_EXCHANGE_SERVER_DH_PARAMS_FAIL",
  "ERR_EXCHANGE_DH_GEN_FAIL",
  "ERR_EXCHANGE_TOO_MANY_RETRIES",
]);

function explain(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (!(error instanceof Error) || typeof code !== "string" || !code.startsWith("ERR_")) return error;
  if (error instanceof HeliogramError) return error;
  const status = "status" in error ? error.status : undefined;
  if (typeof status === "number") return new TransportError(status, `The DC refused the key exchange with ${status}`, { cause: error });
  if (RETRIABLE_CODES.has(code)) return new ConnectionError(`The DC gave up the key exchange: ${error.message}`, { cause: error });
  return new SecurityError(`Key exchange stopped: ${error.message}`, { cause: error });
}

/** A salt lives for 30 minutes (spec/mtproto.md §5.13); that it is valid now is known, so a minute of clock error is granted. */
function packFirstSalt(serverSalt: Uint8Array, timeOffsetMs: number): Uint8Array {
  const nowSec = Math.floor((Date.now() + timeOffsetMs) / 1000);
  const packed = Buffer.alloc(16);
  packed.writeInt32LE(nowSec - 60, 0);
  packed.writeInt32LE(nowSec + 30 * 60, 4);
  packed.set(serverSalt, 8);
  return packed;
}

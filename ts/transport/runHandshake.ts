import { ProxyError, type ProxyStep } from "../errors/index.js";
import type { ByteStream } from "./ByteStream.js";
import type { Handshake, HandshakeMove } from "./handshake.js";

export interface RunHandshakeOptions {
  /** Whose handshake it is, for messages: `SOCKS5 proxy 127.0.0.1:1080`. */
  readonly peer: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Makes the error for a peer that does not answer, or closes the connection. @default ProxyError */
  readonly failure?: (problem: "timeout" | "closed", step: ProxyStep, message: string, options?: ErrorOptions) => Error;
}

export interface HandshakeOutcome<Result> {
  readonly result: Result;
  /** What came behind the last bytes that the handshake wanted. */
  readonly rest: Buffer;
}

/**
 * Carries out a handshake over a fresh stream. On success the stream is left open and without handlers, on failure
 * it is destroyed.
 *
 * @throws ProxyError `timeout`, `closed` (or what `failure` makes), or what the handshake throws; the signal's reason
 */
export function runHandshake<Result>(
  stream: ByteStream,
  handshake: Handshake<Result>,
  { peer, timeoutMs, signal, failure = proxyFailure }: RunHandshakeOptions,
): Promise<HandshakeOutcome<Result>> {
  return new Promise((resolve, reject) => {
    let unread: Buffer = Buffer.alloc(0);
    let move: HandshakeMove | null = null;
    const step = (): ProxyStep => move?.step ?? "connect";

    const timer = setTimeout(
      () => fail(failure("timeout", step(), `${peer} did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const onAbort = (): void => fail(signal.reason);
    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      stream.onData = () => {};
      stream.onClose = () => {};
    };
    const fail = (error: unknown): void => {
      release();
      stream.destroy();
      reject(error);
    };
    /** Resumes the handshake as often as there is enough to read. */
    const advance = (): void => {
      try {
        for (;;) {
          const taken: Buffer | null = move === null ? Buffer.alloc(0) : cut(move, unread);
          if (taken === null) return;
          unread = unread.subarray(taken.length);
          const next = handshake.next(taken);
          if (next.done === true) {
            release();
            return resolve({ result: next.value, rest: unread });
          }
          move = next.value;
          if (move.send !== undefined) stream.write(move.send);
        }
      } catch (error) {
        fail(error);
      }
    };

    signal.addEventListener("abort", onAbort);
    stream.onData = (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      advance();
    };
    stream.onClose = (error) =>
      fail(failure("closed", step(), `${peer} closed the connection without an answer`, error ? { cause: error } : {}));
    advance();
  });
}

const proxyFailure: NonNullable<RunHandshakeOptions["failure"]> = (problem, step, message, options) =>
  new ProxyError(problem, step, message, options);

/** The bytes that the move wants, once they are there. */
function cut(move: HandshakeMove, unread: Buffer): Buffer | null {
  if ("read" in move) return unread.length < move.read ? null : unread.subarray(0, move.read);
  const at = unread.subarray(0, move.limit).indexOf(move.readThrough);
  if (at >= 0) return unread.subarray(0, at + move.readThrough.length);
  return unread.length < move.limit ? null : unread.subarray(0, move.limit);
}

import { TimeoutError } from "../errors/index.js";
import type { ByteStream } from "../transport/index.js";
import { closedBy, closeReason } from "./failures.js";
import { EventKind } from "./PackedEvents.js";
import type { SessionPort, Turn } from "./SessionPort.js";

export interface CheckAuthKeyOptions {
  readonly dcId: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Finds out whether the server knows the key of a session that was just made: the first ping of the session must
 * be answered. No call is sent under the key.
 *
 * @throws TransportError −404 when it does not; ConnectionError, TimeoutError when that cannot be told
 */
export function checkAuthKey(stream: ByteStream, session: SessionPort, { dcId, timeoutMs, signal }: CheckAuthKeyOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      stream.onData = () => {};
      stream.onClose = () => {};
      if (error === null) resolve();
      else reject(error);
    };
    const onAbort = (): void => end(signal.reason);
    const timer = setTimeout(() => end(new TimeoutError(`DC ${dcId} did not answer a ping within ${timeoutMs} ms`)), timeoutMs);
    const carryOut = ({ toWrite, events }: Turn): void => {
      if (toWrite !== null) stream.write(toWrite);
      while (events?.next() === true) {
        if (events.kind === EventKind.roundTrip) return end(null);
        if (events.kind === EventKind.closed) return end(closeReason(events.text(), events.extra, dcId));
      }
    };
    signal.addEventListener("abort", onAbort, { once: true });
    stream.onData = (chunk) => carryOut(session.receive(chunk));
    stream.onClose = (error) => end(closedBy(error, `DC ${dcId} closed the connection`));
    session.connect();
    carryOut(session.flush());
  });
}

import type { ByteStream } from "../transport/index.js";
import { deadlines, type Waiter } from "./Deadlines.js";
import { deferred } from "./deferred.js";
import type { PackedEvents } from "./PackedEvents.js";
import type { SessionPort, Turn } from "./SessionPort.js";

export interface SessionPumpNeeds {
  readonly session: SessionPort;
  readonly stream: ByteStream;
  /** Hands events on; returns the reason when the session wants its socket dropped, else null. */
  readonly dispatch: (events: PackedEvents) => unknown;
  /** Why the socket ends when the server closes it. */
  readonly closedBy: (error: Error | null) => unknown;
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
}

/** Moves bytes between a native session and one socket, and calls the session when it is due, until the socket ends. */
export class SessionPump implements Waiter {
  readonly #needs: SessionPumpNeeds;
  readonly #ended = deferred<unknown>();
  #isEnded = false;
  #isFlushQueued = false;
  /** The tick of the deadline under way, and when the session wanted it. */
  #deadline: number | null = null;
  #deadlineMs = Infinity;

  constructor(needs: SessionPumpNeeds) {
    this.#needs = needs;
  }

  /** Begins to pump; resolves to the reason when the socket has ended. */
  run(): Promise<unknown> {
    const { stream, closedBy, signal } = this.#needs;
    stream.onData = (chunk) => this.#step((session) => session.receive(chunk));
    stream.onClose = (error) => this.end(closedBy(error));
    signal.addEventListener("abort", this.#onAbort, { once: true });
    // Either may have ended while the new key was being stored.
    if (signal.aborted) this.end(signal.reason);
    if (stream.isClosed) this.end(closedBy(null));
    this.flush();
    return this.#ended.promise;
  }

  /** Ends the socket. */
  end(reason: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#clearTimer();
    const { stream, signal } = this.#needs;
    stream.onData = () => {};
    stream.onClose = () => {};
    stream.destroy();
    signal.removeEventListener("abort", this.#onAbort);
    this.#ended.resolve(reason);
  }

  /** All calls made in one turn of the event loop leave in one packet. */
  queueFlush(): void {
    if (this.#isFlushQueued) return;
    this.#isFlushQueued = true;
    setImmediate(() => {
      this.#isFlushQueued = false;
      this.flush();
    });
  }

  flush(): void {
    this.#step((session) => session.flush());
  }

  readonly #onAbort = (): void => this.end(this.#needs.signal.reason);

  /** Lets the session do something and carries out what it says. */
  #step(work: (session: SessionPort) => Turn): void {
    if (this.#isEnded) return;
    // What is thrown here would reach nobody but the process.
    try {
      const closed = this.#carryOut(work(this.#needs.session));
      if (closed !== null) this.end(closed);
    } catch (error) {
      this.end(error);
    }
  }

  /** Returns the reason when the session wants its socket dropped. */
  #carryOut(first: Turn): unknown {
    const { session, stream, dispatch } = this.#needs;
    for (let turn = first; ; turn = session.flush()) {
      if (turn.toWrite !== null) stream.write(turn.toWrite);
      const closed = turn.events === null ? null : dispatch(turn.events);
      if (closed !== null) return closed;
      // A large send comes in pieces, so that it need not exist twice.
      if (turn.hasMore && !this.#isEnded) continue;
      if (!this.#isEnded) this.#armTimer(turn.timeoutMs);
      return null;
    }
  }

  /** The session is due. Called by the timer that all connections share. */
  onDeadline(): void {
    this.#deadline = null;
    this.#deadlineMs = Infinity;
    this.#step((session) => session.handleTimeout());
  }

  /** A deadline that is early is harmless, so a later one never moves it. */
  #armTimer(delayMs: number): void {
    const dueMs = delayMs < 0 ? Infinity : performance.now() + delayMs;
    if (dueMs >= this.#deadlineMs) return;
    this.#clearTimer();
    this.#deadlineMs = dueMs;
    this.#deadline = deadlines.add(delayMs, this);
  }

  #clearTimer(): void {
    if (this.#deadline !== null) deadlines.cancel(this.#deadline, this);
    this.#deadline = null;
    this.#deadlineMs = Infinity;
  }
}

import { ConnectionError, SecurityError, TimeoutError, TransportError } from "../errors/index.js";
import type { ByteStream, Dial } from "../transport/index.js";
import { AuthKeyLost } from "./AuthKeyLost.js";
import { Backoff } from "./backoff.js";
import { createAuthKey } from "./createAuthKey.js";
import { deferred, type Deferred } from "./deferred.js";
import type { DcOption } from "./DcOption.js";
import { callFailure, closeReason } from "./failures.js";
import { RawRpcError } from "./RawRpcError.js";
import { EventKind, type PackedEvents } from "./PackedEvents.js";
import { SessionPort, type Turn } from "./SessionPort.js";
import { sleep } from "./sleep.js";
import type { Framing } from "./transportName.js";

export interface ConnectionOptions {
  /** Every address of the DC that is known now, best first. */
  readonly addresses: () => readonly DcOption[];
  readonly dcId: number;
  /** `dcId` as it goes on the wire: +10000 in the test environment. */
  readonly wireDcId: number;
  readonly transport: Framing;
  readonly obfuscated: boolean;
  readonly rsaKeys: readonly string[];
  /** 256 bytes, or null: a key is made on the first connection. */
  readonly authKey: Uint8Array | null;
  /** Packed future salts that go with the key. */
  readonly salts: Uint8Array;
  readonly timeOffsetMs: number;
  readonly timeouts: ConnectionTimeouts;
  readonly dial: Dial;
  readonly events: ConnectionEvents;
}

export interface ConnectionTimeouts {
  /** One TCP connection. */
  readonly connectMs: number;
  /** One whole key exchange. */
  readonly exchangeMs: number;
  /** Attempts before `open()` gives up. */
  readonly attempts: number;
}

/** What a connection tells its owner. */
export interface ConnectionEvents {
  /** A new permanent key: must be stored for good before the promise resolves, it is not used earlier. */
  authKeyCreated(authKey: Uint8Array): Promise<void>;
  /** Whether a key that the server does not know any more may be replaced unasked: nobody is signed in on it. */
  mayReplaceAuthKey(): boolean;
  saltsChanged(packed: Uint8Array): void;
  timeOffsetChanged(ms: number): void;
  /** A boxed object that answers no call; the bytes stay valid. */
  update(body: Uint8Array): void;
  /** The server started a new session: it has forgotten what this one was told (not called for the first). */
  sessionRenewed(): void;
  /**
   * The connection, once open, ended by an error that no new socket can mend.
   *
   * @param isHeard whether a call was rejected with it
   */
  failed(error: unknown, isHeard: boolean): void;
}

interface PendingCall {
  resolve(body: Uint8Array): void;
  reject(error: unknown): void;
}

/**
 * One DC, one MTProto session, one socket at a time. The socket may break and is replaced; calls stay with
 * the native session, which resends what the server has not got. It ends only by `close()` or by an error
 * that no new socket can mend.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #abort = new AbortController();
  readonly #calls = new Map<number, PendingCall>();
  readonly #backoff = new Backoff();
  #closed = false;
  /** Whether any packet of the server was ever authenticated: before that, attempts are bounded. */
  #everProved = false;
  #authKey: Uint8Array | null;
  #session: SessionPort | null = null;
  #stream: ByteStream | null = null;
  /** What `open()` gives: settled by the first socket, and made anew when the auth key is lost. */
  #opened: Deferred<void> | null = null;
  /** Whether `open()` has ever resolved: from then on nobody waits for a failure. */
  #wasOpen = false;
  #finished: Promise<void> | null = null;
  #failure: unknown = null;
  #lastCallId = 0;
  #flushQueued = false;
  #timer: NodeJS.Timeout | null = null;
  #timerDueMs = Infinity;
  /** Consecutive −404 answers to encrypted packets: one may be forged, two are believed (spec/mtproto.md §6.10). */
  #unknownKeyAnswers = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#authKey = options.authKey;
  }

  get authKey(): Uint8Array | null {
    return this.#authKey;
  }

  /** Connects, and makes an auth key if there is none. Resolves when calls can be sent. */
  open(): Promise<void> {
    if (this.#closed) return Promise.reject(this.#closedError());
    this.#opened ??= openingOf();
    this.#finished ??= this.#maintain();
    return this.#opened.promise;
  }

  /**
   * Sends one call and resolves to its boxed result. The bytes are copied.
   *
   * @throws AuthKeyLost when the server has forgotten the key: it was not carried out, and `open()` tells when
   *   there is a new one
   */
  call(body: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closedError());
      const session = this.#session;
      if (session === null) return reject(new AuthKeyLost(this.#options.dcId));
      if (signal?.aborted) return reject(signal.reason);

      const id = (this.#lastCallId = (this.#lastCallId % 0xffff_ffff) + 1);
      const onAbort = (): void => {
        this.#calls.delete(id);
        session.cancel(id);
        this.#queueFlush();
        reject(signal?.reason);
      };
      const settled = (): void => signal?.removeEventListener("abort", onAbort);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#calls.set(id, {
        resolve: (result) => (settled(), resolve(result)),
        reject: (error) => (settled(), reject(error)),
      });
      session.invoke(id, body, 0);
      this.#queueFlush();
    });
  }

  /** Ends the connection for good; pending calls are rejected. Resolves when the socket is gone. */
  async close(reason: unknown = this.#closedError()): Promise<void> {
    // What was received must not be sent again to the next session on this key.
    this.#session?.flushAcks();
    this.#flush();
    this.#fail(reason);
    await this.#finished;
  }

  /** Keeps a socket up until closed. Each turn of the loop is the life of one socket. */
  async #maintain(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        const stream = await this.#connect();
        this.#wasOpen = true;
        this.#opened?.resolve();
        throw await this.#pump(stream);
      } catch (error) {
        this.#session?.disconnect();
        if (signal.aborted) return;
        if (this.#isFinal(error)) {
          const isHeard = this.#calls.size > 0;
          this.#fail(error);
          if (this.#wasOpen) this.#options.events.failed(error, isHeard);
          return;
        }
        try {
          await sleep(this.#backoff.next(), signal);
        } catch {
          return;
        }
      }
    }
  }

  async #connect(): Promise<ByteStream> {
    const { addresses, dial, timeouts, transport, obfuscated, wireDcId, rsaKeys, events } = this.#options;
    const { signal } = this.#abort;
    const known = addresses();
    const address = known[this.#backoff.failures % known.length];
    if (address === undefined) throw new ConnectionError(`No address of DC ${this.#options.dcId} is known`);
    const stream = await dial(address, { timeoutMs: timeouts.connectMs, signal });
    if (signal.aborted) {
      stream.destroy();
      throw signal.reason;
    }
    if (this.#authKey !== null) {
      this.#session ??= this.#createSession(this.#authKey, this.#options.salts, this.#options.timeOffsetMs);
      this.#session.connect();
      return stream;
    }
    const created = await createAuthKey(stream, {
      transport,
      obfuscated,
      dcId: wireDcId,
      rsaKeys,
      timeoutMs: timeouts.exchangeMs,
      signal,
    });
    try {
      await events.authKeyCreated(created.authKey);
      signal.throwIfAborted();
    } catch (error) {
      stream.destroy();
      throw error;
    }
    events.timeOffsetChanged(created.timeOffsetMs);
    events.saltsChanged(created.salts);
    this.#authKey = created.authKey;
    this.#session = this.#createSession(created.authKey, created.salts, created.timeOffsetMs);
    this.#session.adopt(created.exchange);
    return stream;
  }

  #createSession(authKey: Uint8Array, salts: Uint8Array, timeOffsetMs: number): SessionPort {
    const { transport, obfuscated, wireDcId } = this.#options;
    return new SessionPort({ authKey, transport, obfuscated, dcId: wireDcId, salts, timeOffsetMs });
  }

  /** Moves bytes until the socket ends; resolves to the reason. */
  #pump(stream: ByteStream): Promise<unknown> {
    return new Promise((resolve) => {
      const end = (reason: unknown): void => {
        this.#step = () => {};
        this.#stream = null;
        this.#clearTimer();
        stream.onData = () => {};
        stream.onClose = () => {};
        stream.destroy();
        this.#abort.signal.removeEventListener("abort", onAbort);
        resolve(reason);
      };
      const onAbort = (): void => end(this.#abort.signal.reason);
      this.#stream = stream;
      this.#step = (work) => {
        const session = this.#session;
        if (session === null) return;
        // What is thrown here would reach nobody but the process.
        try {
          const closed = this.#carryOut(work(session), session, stream);
          if (closed !== null) end(closed);
        } catch (error) {
          end(error);
        }
      };
      stream.onData = (chunk) => this.#step((session) => session.receive(chunk));
      stream.onClose = (error) =>
        end(new ConnectionError(`DC ${this.#options.dcId} closed the connection`, error ? { cause: error } : {}));
      this.#abort.signal.addEventListener("abort", onAbort, { once: true });
      // It may have ended while the new key was being stored.
      if (stream.isClosed) return end(new ConnectionError(`DC ${this.#options.dcId} closed the connection`));
      this.#flush();
    });
  }

  /** Lets the session do something and carries out what it says; does nothing while there is no socket. */
  #step: (work: (session: SessionPort) => Turn) => void = () => {};

  /** Returns the reason when the session wants its socket dropped. */
  #carryOut(first: Turn, session: SessionPort, stream: ByteStream): unknown {
    for (let turn = first; ; turn = session.flush()) {
      if (turn.toWrite !== null) stream.write(turn.toWrite);
      const closed = turn.events === null ? null : this.#dispatch(turn.events);
      if (closed !== null) return closed;
      // A large send comes in pieces, so that it need not exist twice.
      if (turn.hasMore && this.#stream === stream) continue;
      if (this.#stream === stream) this.#armTimer(turn.timeoutMs);
      return null;
    }
  }

  /** Hands events on; returns the reason when the session wants its socket dropped. */
  #dispatch(packed: PackedEvents): unknown {
    const { events } = this.#options;
    while (packed.next()) {
      const { id, extra } = packed;
      switch (packed.kind) {
        case EventKind.result:
          this.#proved();
          this.#settle(id)?.resolve(packed.payload());
          break;
        case EventKind.rpcError:
          this.#proved();
          this.#settle(id)?.reject(new RawRpcError(extra, packed.text()));
          break;
        case EventKind.update:
          events.update(packed.payload());
          break;
        case EventKind.newSession:
          this.#proved();
          if (extra === 0) events.sessionRenewed();
          break;
        case EventKind.salts:
          events.saltsChanged(packed.payload());
          break;
        case EventKind.timeOffset:
          events.timeOffsetChanged(packed.payload().readDoubleLE(0));
          break;
        case EventKind.failed:
          this.#settle(id)?.reject(callFailure(packed.text(), extra === 1));
          break;
        case EventKind.closed:
          return closeReason(packed.text(), extra, this.#options.dcId);
        case EventKind.roundTrip:
          this.#proved();
          break;
        default:
          // Acked: nothing waits for it yet.
          break;
      }
    }
    return null;
  }

  /** An authenticated packet arrived: the address works and the key is known. */
  #proved(): void {
    this.#everProved = true;
    this.#backoff.reset();
    this.#unknownKeyAnswers = 0;
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  /** All calls made in one turn of the event loop leave in one packet. */
  #queueFlush(): void {
    if (this.#flushQueued) return;
    this.#flushQueued = true;
    setImmediate(() => {
      this.#flushQueued = false;
      this.#flush();
    });
  }

  #flush(): void {
    this.#step((session) => session.flush());
  }

  /** A timer that fires early is harmless, so a later deadline never moves it. */
  #armTimer(delayMs: number): void {
    const dueMs = delayMs < 0 ? Infinity : performance.now() + delayMs;
    if (dueMs >= this.#timerDueMs) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#timerDueMs = Infinity;
      this.#step((session) => session.handleTimeout());
    }, delayMs);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#timerDueMs = Infinity;
  }

  /** Whether no further socket can help. */
  #isFinal(error: unknown): boolean {
    if (error instanceof TransportError && error.status === -404 && this.#authKey !== null) {
      this.#unknownKeyAnswers += 1;
      if (this.#unknownKeyAnswers < 2) return false;
      if (!this.#options.events.mayReplaceAuthKey()) return true;
      this.#dropAuthKey();
      return false;
    }
    if (error instanceof TransportError && error.status === -444) return true;
    if (error instanceof SecurityError && this.#authKey === null) return true;
    if (!LINE_FAULTS.some((kind) => error instanceof kind)) return true;
    return !this.#everProved && this.#backoff.failures + 1 >= this.#options.timeouts.attempts;
  }

  /** Forgets a key that the server no longer knows; the next turn makes a new one. */
  #dropAuthKey(): void {
    this.#authKey = null;
    this.#session = null;
    this.#unknownKeyAnswers = 0;
    this.#opened = openingOf();
    const lost = new AuthKeyLost(this.#options.dcId);
    for (const call of this.#takeCalls()) call.reject(lost);
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = error;
    this.#opened?.reject(error);
    this.#abort.abort(error);
    this.#stream?.destroy();
    for (const call of this.#takeCalls()) call.reject(error);
  }

  #takeCalls(): PendingCall[] {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    return calls;
  }

  #closedError(): unknown {
    return this.#failure ?? new ConnectionError(`The connection to DC ${this.#options.dcId} was closed`);
  }
}

/** What a new socket can mend. All else, a storage that cannot store a key for one, would only be repeated. */
const LINE_FAULTS: readonly (abstract new (...args: never[]) => Error)[] = [ConnectionError, TimeoutError, TransportError, SecurityError];

function openingOf(): Deferred<void> {
  const opening = deferred<void>();
  // Whoever awaits open() sees the error; calls made meanwhile see it as well.
  opening.promise.catch(() => {});
  return opening;
}

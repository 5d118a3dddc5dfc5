import { ConnectionError, ProxyError, SecurityError, TimeoutError, TransportError } from "../errors/index.js";
import type { ByteStream } from "../transport/index.js";
import { AuthKeyLost } from "./AuthKeyLost.js";
import { Backoff } from "./backoff.js";
import { BindingRefused } from "./BindingRefused.js";
import { OutOfOrder } from "./CallTicket.js";
import { ConnectGate } from "./ConnectGate.js";
import type { CallOptions, ConnectionOptions } from "./ConnectionOptions.js";
import { ConnectionKeys, type SessionStart } from "./ConnectionKeys.js";
import type { DcOption } from "./DcOption.js";
import { deferred, type Deferred } from "./deferred.js";
import { callFailure, closedBy, closeReason } from "./failures.js";
import { EventKind, type PackedEvents } from "./PackedEvents.js";
import { raceDial } from "./raceDial.js";
import { RawRpcError } from "./RawRpcError.js";
import { SessionPort, type Turn } from "./SessionPort.js";
import { sleep } from "./sleep.js";
import type { Wrapping } from "./transportName.js";

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
  readonly #keys: ConnectionKeys;
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
  readonly #gate = new ConnectGate();
  /** The address of the latest socket, and whether the server has answered on that socket. */
  #option: DcOption | null = null;
  #isProved = false;
  /** The key that the session uses: to tell when it has to take another one. */
  #sessionKey: Uint8Array | null = null;
  #wrapping: Wrapping | null = null;
  /** Ends the wait between two attempts. */
  #nudge: () => void = () => {};
  /** Ends the socket that is in use. */
  #endSocket: (reason: unknown) => void = () => {};
  /** It takes no more calls, and closes after the last one. */
  #isRetired = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#keys = new ConnectionKeys(options, this.#abort.signal);
  }

  get authKey(): Uint8Array | null {
    return this.#keys.permanent;
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
   * @throws OutOfOrder when the one before it is not under way here: it was not sent
   */
  call(body: Uint8Array, { signal, once, ticket, after }: CallOptions = {}): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closedError());
      const session = this.#session;
      if (session === null) return reject(new AuthKeyLost(this.#options.dcId));
      if (signal?.aborted) return reject(signal.reason);

      const previous = after?.idOn(this) ?? null;
      if (after && (previous === null || !this.#calls.has(previous))) return reject(new OutOfOrder());

      const id = (this.#lastCallId = (this.#lastCallId % 0xffff_ffff) + 1);
      const onAbort = (): void => {
        this.#settle(id);
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
      session.invoke(id, body, once === true ? RUN_ONCE : 0);
      if (previous !== null) session.follow(id, previous);
      ticket?.sent(this, id);
      this.#queueFlush();
    });
  }

  /** The network is another one: drops the socket, which is dead or soon will be, and connects at once. */
  reconnect(): void {
    this.#backoff.reset();
    this.#nudge();
    this.#endSocket(new ConnectionError(`The connection to DC ${this.#options.dcId} is made anew`));
  }

  /** Another connection takes the calls to come: this one closes when those under way are done. */
  retire(): void {
    this.#isRetired = true;
    this.#keys.retire();
    if (this.#calls.size === 0) void this.close();
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
        throw await this.#pump(await this.#connect());
      } catch (error) {
        this.#session?.disconnect();
        if (signal.aborted) return;
        if (this.#option !== null && !this.#isProved) this.#options.book.failed(this.#option);
        if (error instanceof TransportError && error.status === -429) this.#gate.flooded();
        if (this.#isFinal(error)) {
          const isHeard = this.#calls.size > 0;
          this.#fail(error);
          if (this.#wasOpen) this.#options.events.failed(error, isHeard);
          return;
        }
        try {
          await this.#pause(error, this.#backoff.next());
        } catch {
          return;
        }
      }
    }
  }

  /** Waits before the next attempt, unless `reconnect()` ends that. */
  async #pause(reason: unknown, ms: number): Promise<void> {
    if (ms > 0) this.#options.events.stateChanged({ state: "waiting", error: reason, retryInMs: ms });
    const nudged = deferred<void>();
    this.#nudge = () => nudged.resolve();
    const over = new AbortController();
    try {
      await Promise.race([nudged.promise, sleep(ms, AbortSignal.any([this.#abort.signal, over.signal]))]);
    } finally {
      over.abort();
      this.#nudge = () => {};
    }
  }

  async #connect(): Promise<ByteStream> {
    const { book, dial, timeouts, events, dcId } = this.#options;
    const { signal } = this.#abort;
    this.#option = null;
    this.#isProved = false;
    events.stateChanged({ state: "connecting", error: null, retryInMs: 0 });
    const waitMs = this.#gate.waitMs(performance.now());
    if (waitMs > 0) await sleep(waitMs, signal);
    this.#gate.begin(performance.now());
    const addresses = book.addresses();
    if (addresses.length === 0) throw new ConnectionError(`No address of DC ${dcId} is known`);
    const onFailed = (option: DcOption): void => book.failed(option);
    const { stream, option } = await raceDial(addresses, { dial, timeoutMs: timeouts.connectMs, signal, onFailed });
    this.#option = option;
    try {
      signal.throwIfAborted();
      const wrapping = this.#nextWrapping();
      this.#begin(await this.#keys.prepare(stream, wrapping, option.mediaOnly === true), wrapping);
      return stream;
    } catch (error) {
      stream.destroy();
      throw error;
    }
  }

  /** Gives the session its key, and the stream on which to use it. */
  #begin({ key, salts, exchange, bindTo }: SessionStart, wrapping: Wrapping): void {
    const { wireDcId } = this.#options;
    if (this.#session === null) {
      const { timeOffsetMs } = this.#keys;
      this.#session = new SessionPort({ authKey: key, ...wrapping, dcId: wireDcId, salts, timeOffsetMs });
    } else {
      if (this.#sessionKey !== key) this.#session.replaceKey(key, salts);
      this.#session.setWrapping(wrapping, wireDcId);
    }
    this.#sessionKey = key;
    if (bindTo !== null) this.#session.bind(bindTo.permanentKey, bindTo.expiresAtSec);
    if (exchange === null) this.#session.connect();
    else this.#session.adopt(exchange);
  }

  /** A DC that has never answered may do so when the stream looks different: each way is tried twice. */
  #nextWrapping(): Wrapping {
    const { wrappings, dcId } = this.#options;
    const known = this.#everProved ? this.#wrapping : wrappings[(this.#backoff.failures >> 1) % wrappings.length];
    if (known === undefined || known === null) throw new RangeError(`No transport to DC ${dcId} is known`);
    this.#wrapping = known;
    return known;
  }

  /** Calls can be sent. */
  #ready(): void {
    this.#wasOpen = true;
    this.#opened?.resolve();
    this.#keys.planRenewal();
  }

  /** Moves bytes until the socket ends; resolves to the reason. */
  #pump(stream: ByteStream): Promise<unknown> {
    return new Promise((resolve) => {
      const end = (reason: unknown): void => {
        if (bindTimer !== null) clearTimeout(bindTimer);
        this.#endSocket = () => {};
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
      let bindTimer: NodeJS.Timeout | null = null;
      if (this.#keys.isReady) this.#ready();
      else {
        const { exchangeMs } = this.#options.timeouts;
        const isLate = (): void => {
          if (!this.#keys.isReady) end(new TimeoutError(`DC ${this.#options.dcId} did not bind a temporary key within ${exchangeMs} ms`));
        };
        bindTimer = setTimeout(isLate, exchangeMs);
      }
      this.#endSocket = end;
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
      stream.onClose = (error) => end(closedBy(error, `DC ${this.#options.dcId} closed the connection`));
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
        case EventKind.rpcError: {
          this.#proved();
          const text = packed.text();
          if (this.#keys.isTemporary && extra === 401 && text === "AUTH_KEY_PERM_EMPTY") return this.#loseBinding(id);
          this.#settle(id)?.reject(new RawRpcError(extra, text));
          break;
        }
        case EventKind.update:
          events.update(packed.payload());
          break;
        case EventKind.newSession:
          this.#proved();
          if (extra === 0) events.sessionRenewed();
          break;
        case EventKind.salts:
          this.#keys.keepSalts(packed.payload());
          break;
        case EventKind.timeOffset:
          this.#keys.keepTimeOffset(packed.payload().readDoubleLE(0));
          break;
        case EventKind.failed:
          this.#settle(id)?.reject(callFailure(packed.text(), extra === 1));
          break;
        case EventKind.closed:
          return closeReason(packed.text(), extra, this.#options.dcId);
        case EventKind.roundTrip:
          this.#proved();
          break;
        case EventKind.bound:
          this.#keys.bound();
          this.#ready();
          break;
        case EventKind.bindFailed:
          return new BindingRefused(this.#options.dcId, extra, packed.text());
        default:
          // Acked: nothing waits for it yet.
          break;
      }
    }
    return null;
  }

  /** An authenticated packet arrived: the address works and the key is known. */
  #proved(): void {
    if (this.#isProved) return;
    this.#isProved = true;
    this.#everProved = true;
    this.#backoff.reset();
    this.#gate.proved();
    this.#keys.proved();
    if (this.#option !== null) this.#options.book.succeeded(this.#option);
    this.#options.events.stateChanged({ state: "connected", error: null, retryInMs: 0 });
  }

  /** The server says that the temporary key belongs to nobody: the call was not carried out. */
  #loseBinding(callId: number): unknown {
    this.#keys.dropTemporary();
    this.#opened = openingOf();
    this.#settle(callId)?.reject(new AuthKeyLost(this.#options.dcId));
    return new ConnectionError(`DC ${this.#options.dcId} forgot what a temporary key is bound to`);
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (this.#isRetired && this.#calls.size === 0) setImmediate(() => void this.close());
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
    switch (this.#keys.judge(error)) {
      case "final":
        return true;
      case "again":
      case "replace":
        return false;
      case "forget":
        this.#forgetSession();
        return false;
      case "keep":
    }
    if (error instanceof TransportError && error.status === -444) return true;
    if (error instanceof SecurityError && this.#keys.isBeingMade) return true;
    // Once it has worked, a proxy may be back; before, only another DC may still be reached through it.
    if (error instanceof ProxyError && error.problem !== "target" && !this.#everProved) return true;
    if (!LINE_FAULTS.some((kind) => error instanceof kind)) return true;
    return !this.#everProved && this.#backoff.failures + 1 >= this.#options.timeouts.attempts;
  }

  /** The key is gone, and with it the session; the next turn makes another one. */
  #forgetSession(): void {
    this.#session = null;
    this.#sessionKey = null;
    this.#opened = openingOf();
    const lost = new AuthKeyLost(this.#options.dcId);
    for (const call of this.#takeCalls()) call.reject(lost);
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = error;
    this.#keys.retire();
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

/** Option of the native session (see `SessionPort.invoke`). */
const RUN_ONCE = 4;

/** What a new socket can mend. All else, a storage that cannot store a key for one, would only be repeated. */
const LINE_FAULTS: readonly (abstract new (...args: never[]) => Error)[] = [ConnectionError, ProxyError, TimeoutError, TransportError, SecurityError];

function openingOf(): Deferred<void> {
  const opening = deferred<void>();
  // Whoever awaits open() sees the error; calls made meanwhile see it as well.
  opening.promise.catch(() => {});
  return opening;
}

import { ConnectionError, ProxyError, SecurityError, TimeoutError, TransportError } from "../errors/index.js";
import type { Exchange } from "../native.js";
import type { ByteStream } from "../transport/index.js";
import { AuthKeyLost } from "./AuthKeyLost.js";
import { Backoff } from "./backoff.js";
import { BindingRefused } from "./BindingRefused.js";
import { OutOfOrder } from "./CallTicket.js";
import { checkAuthKey } from "./checkAuthKey.js";
import { ConnectGate } from "./ConnectGate.js";
import type { CallOptions, ConnectionOptions } from "./ConnectionOptions.js";
import { createAuthKey, type CreatedAuthKey } from "./createAuthKey.js";
import type { DcOption } from "./DcOption.js";
import { deferred, type Deferred } from "./deferred.js";
import { callFailure, closedBy, closeReason } from "./failures.js";
import { EventKind, type PackedEvents } from "./PackedEvents.js";
import { raceDial } from "./raceDial.js";
import { RawRpcError } from "./RawRpcError.js";
import { SessionPort, type Turn } from "./SessionPort.js";
import { sleep } from "./sleep.js";
import { isUsable, renewInMs, type TempKey } from "./TempKey.js";
import type { Wrapping } from "./transportName.js";

interface PendingCall {
  resolve(body: Uint8Array): void;
  reject(error: unknown): void;
}

/** A temporary key, and whether the server has agreed to it. */
interface HeldTempKey extends TempKey {
  isBound: boolean;
}

/** Refusals of a binding before the permanent key itself is doubted, and before the DC is given up. */
const DOUBTED_REFUSALS = 2;
const MOST_REFUSALS = 5;

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
  #timeOffsetMs: number;
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
  #tempKey: HeldTempKey | null;
  #cancelRenewal: () => void = () => {};
  #refusals = 0;
  /** Whose −404 would be: no key's, while one is being made. */
  #asked: "nothing" | "temporary" | "permanent" = "nothing";
  /** Ends the wait between two attempts. */
  #nudge: () => void = () => {};
  /** Ends the socket that is in use. */
  #endSocket: (reason: unknown) => void = () => {};
  /** It takes no more calls, and closes after the last one. */
  #isRetired = false;
  /** Consecutive −404 answers to encrypted packets: one may be forged, two are believed (spec/mtproto.md §6.10). */
  #unknownKeyAnswers = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#authKey = options.authKey;
    this.#timeOffsetMs = options.timeOffsetMs;
    const stored = options.forwardSecrecy?.tempKey ?? null;
    this.#tempKey = stored === null ? null : { ...stored, isBound: true };
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
    this.#cancelRenewal();
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
    this.#asked = "nothing";
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
      await this.#prepare(stream, option);
      return stream;
    } catch (error) {
      stream.destroy();
      throw error;
    }
  }

  /** Makes the keys that are missing, and hands the stream to the session. */
  async #prepare(stream: ByteStream, option: DcOption): Promise<void> {
    const { salts, forwardSecrecy, wireDcId, timeouts } = this.#options;
    const wrapping = this.#nextWrapping();
    let made: CreatedAuthKey | null = null;
    let firstSalts = salts;
    if (this.#authKey === null) {
      made = await this.#makePermanentKey(stream, wrapping);
      firstSalts = made.salts;
    }
    // Thrown or set by now.
    const permanent = this.#authKey;
    if (permanent === null) throw new AuthKeyLost(this.#options.dcId);
    if (forwardSecrecy === null) {
      this.#asked = "permanent";
      return this.#begin(permanent, firstSalts, wrapping, made?.exchange ?? null);
    }
    if (this.#refusals === DOUBTED_REFUSALS && made === null) {
      this.#asked = "permanent";
      const port = this.#createSession(permanent, salts, wrapping);
      await checkAuthKey(stream, port, { timeoutMs: timeouts.exchangeMs, signal: this.#abort.signal, dcId: this.#options.dcId });
      this.#refusals += 1;
      throw new ConnectionError(`DC ${this.#options.dcId} knows the auth key, and refused to bind a temporary one to it`);
    }
    if (this.#tempKey === null || !isUsable(this.#tempKey, this.#serverNowSec())) {
      const dcId = option.mediaOnly === true ? -wireDcId : wireDcId;
      made = await this.#createKey(stream, wrapping, { dcId, expiresInSec: forwardSecrecy.lifetimeSec, previous: made?.exchange ?? null });
      this.#options.events.timeOffsetChanged(made.timeOffsetMs);
      this.#timeOffsetMs = made.timeOffsetMs;
      const expiresAtSec = this.#serverNowSec() + forwardSecrecy.lifetimeSec;
      this.#tempKey = { authKey: made.authKey, salts: made.salts, expiresAtSec, isBound: false };
    }
    this.#asked = "temporary";
    this.#begin(this.#tempKey.authKey, this.#tempKey.salts, wrapping, made?.exchange ?? null);
  }

  async #makePermanentKey(stream: ByteStream, wrapping: Wrapping): Promise<CreatedAuthKey> {
    const { events, wireDcId } = this.#options;
    const created = await this.#createKey(stream, wrapping, { dcId: wireDcId, expiresInSec: null, previous: null });
    await events.authKeyCreated(created.authKey);
    this.#abort.signal.throwIfAborted();
    events.timeOffsetChanged(created.timeOffsetMs);
    this.#timeOffsetMs = created.timeOffsetMs;
    events.saltsChanged(created.salts);
    this.#authKey = created.authKey;
    return created;
  }

  #createKey(stream: ByteStream, wrapping: Wrapping, more: KeyWishes): Promise<CreatedAuthKey> {
    const { rsaKeys, timeouts } = this.#options;
    return createAuthKey(stream, { ...wrapping, rsaKeys, timeoutMs: timeouts.exchangeMs, signal: this.#abort.signal, ...more });
  }

  /** Gives the session its key, and the stream on which to use it. */
  #begin(key: Uint8Array, salts: Uint8Array, wrapping: Wrapping, exchange: Exchange | null): void {
    if (this.#session === null) this.#session = this.#createSession(key, salts, wrapping);
    else {
      if (this.#sessionKey !== key) this.#session.replaceKey(key, salts);
      this.#session.setWrapping(wrapping, this.#options.wireDcId);
    }
    this.#sessionKey = key;
    if (this.#tempKey !== null && !this.#tempKey.isBound && this.#authKey !== null) {
      this.#session.bind(this.#authKey, this.#tempKey.expiresAtSec);
    }
    if (exchange === null) this.#session.connect();
    else this.#session.adopt(exchange);
  }

  #createSession(authKey: Uint8Array, salts: Uint8Array, wrapping: Wrapping): SessionPort {
    const { wireDcId } = this.#options;
    return new SessionPort({ authKey, ...wrapping, dcId: wireDcId, salts, timeOffsetMs: this.#timeOffsetMs });
  }

  /** A DC that has never answered may do so when the stream looks different: each way is tried twice. */
  #nextWrapping(): Wrapping {
    const { wrappings, dcId } = this.#options;
    const known = this.#everProved ? this.#wrapping : wrappings[(this.#backoff.failures >> 1) % wrappings.length];
    if (known === undefined || known === null) throw new RangeError(`No transport to DC ${dcId} is known`);
    this.#wrapping = known;
    return known;
  }

  #serverNowSec(): number {
    return Math.floor((Date.now() + this.#timeOffsetMs) / 1000);
  }

  #isReady(): boolean {
    return this.#tempKey === null || this.#tempKey.isBound;
  }

  /** Calls can be sent. */
  #ready(): void {
    this.#wasOpen = true;
    this.#opened?.resolve();
    this.#armRenewal();
  }

  #armRenewal(): void {
    const { forwardSecrecy, events } = this.#options;
    this.#cancelRenewal();
    if (forwardSecrecy === null || this.#tempKey === null || this.#isRetired) return;
    const waitMs = renewInMs(this.#tempKey, this.#serverNowSec(), forwardSecrecy.lifetimeSec);
    this.#cancelRenewal = forwardSecrecy.schedule(waitMs, () => events.tempKeyExpires());
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
      if (this.#isReady()) this.#ready();
      else {
        const { exchangeMs } = this.#options.timeouts;
        const isLate = (): void => {
          if (!this.#isReady()) end(new TimeoutError(`DC ${this.#options.dcId} did not bind a temporary key within ${exchangeMs} ms`));
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
          if (this.#tempKey !== null && extra === 401 && text === "AUTH_KEY_PERM_EMPTY") return this.#loseBinding(id);
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
          this.#keepSalts(packed.payload());
          break;
        case EventKind.timeOffset:
          this.#timeOffsetMs = packed.payload().readDoubleLE(0);
          events.timeOffsetChanged(this.#timeOffsetMs);
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
          this.#bound();
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
    this.#unknownKeyAnswers = 0;
    if (this.#option !== null) this.#options.book.succeeded(this.#option);
    this.#options.events.stateChanged({ state: "connected", error: null, retryInMs: 0 });
  }

  /** The server has agreed to the temporary key. */
  #bound(): void {
    if (this.#tempKey === null) return;
    this.#tempKey.isBound = true;
    this.#refusals = 0;
    this.#tellTempKey();
    this.#ready();
  }

  #keepSalts(packed: Uint8Array): void {
    if (this.#tempKey === null) return this.#options.events.saltsChanged(packed);
    this.#tempKey = { ...this.#tempKey, salts: Uint8Array.from(packed) };
    if (this.#tempKey.isBound) this.#tellTempKey();
  }

  /** Another connection has taken over, and with it the key that is worth keeping. */
  #tellTempKey(): void {
    if (!this.#isRetired) this.#options.events.tempKeyChanged(this.#tempKey);
  }

  /** The server says that the temporary key belongs to nobody: the call was not carried out. */
  #loseBinding(callId: number): unknown {
    this.#dropTempKey();
    this.#opened = openingOf();
    this.#settle(callId)?.reject(new AuthKeyLost(this.#options.dcId));
    return new ConnectionError(`DC ${this.#options.dcId} forgot what a temporary key is bound to`);
  }

  /** The next connection makes another one, and the calls move to it. */
  #dropTempKey(): void {
    this.#cancelRenewal();
    this.#tempKey = null;
    this.#tellTempKey();
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
    if (error instanceof BindingRefused) {
      this.#dropTempKey();
      // A key that was just made may not have reached all of the DC's machines (spec/mtproto.md §7.3).
      this.#refusals += 1;
      return this.#refusals >= MOST_REFUSALS;
    }
    if (error instanceof TransportError && error.status === -404 && this.#asked !== "nothing") {
      this.#unknownKeyAnswers += 1;
      if (this.#unknownKeyAnswers < 2) return false;
      if (this.#asked === "temporary") {
        this.#unknownKeyAnswers = 0;
        // One that is denied while it is being bound says something about the permanent key.
        if (!this.#isReady()) this.#refusals += 1;
        this.#dropTempKey();
        return this.#refusals >= MOST_REFUSALS;
      }
      if (!this.#options.events.mayReplaceAuthKey()) return true;
      this.#dropAuthKey();
      return false;
    }
    if (error instanceof TransportError && error.status === -444) return true;
    if (error instanceof SecurityError && this.#asked === "nothing") return true;
    // Once it has worked, a proxy may be back; before, only another DC may still be reached through it.
    if (error instanceof ProxyError && error.problem !== "target" && !this.#everProved) return true;
    if (!LINE_FAULTS.some((kind) => error instanceof kind)) return true;
    return !this.#everProved && this.#backoff.failures + 1 >= this.#options.timeouts.attempts;
  }

  /** Forgets a key that the server no longer knows; the next turn makes a new one. */
  #dropAuthKey(): void {
    this.#authKey = null;
    if (this.#tempKey !== null) this.#dropTempKey();
    this.#refusals = 0;
    this.#session = null;
    this.#sessionKey = null;
    this.#unknownKeyAnswers = 0;
    this.#opened = openingOf();
    const lost = new AuthKeyLost(this.#options.dcId);
    for (const call of this.#takeCalls()) call.reject(lost);
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = error;
    this.#cancelRenewal();
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

interface KeyWishes {
  readonly dcId: number;
  readonly expiresInSec: number | null;
  readonly previous: Exchange | null;
}

/** What a new socket can mend. All else, a storage that cannot store a key for one, would only be repeated. */
const LINE_FAULTS: readonly (abstract new (...args: never[]) => Error)[] = [ConnectionError, ProxyError, TimeoutError, TransportError, SecurityError];

function openingOf(): Deferred<void> {
  const opening = deferred<void>();
  // Whoever awaits open() sees the error; calls made meanwhile see it as well.
  opening.promise.catch(() => {});
  return opening;
}

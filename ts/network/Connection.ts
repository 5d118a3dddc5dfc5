import { endOfCall } from "../errors/endOfCall.js";
import { ConnectionError, TimeoutError } from "../errors/index.js";
import type { ByteStream } from "../transport/index.js";
import { Attempts } from "./Attempts.js";
import { AuthKeyLost } from "./AuthKeyLost.js";
import { BindingRefused } from "./BindingRefused.js";
import { OutOfOrder } from "./CallTicket.js";
import { ConnectionKeys, type SessionStart } from "./ConnectionKeys.js";
import type { CallOptions, ConnectionOptions } from "./ConnectionOptions.js";
import { deferred, type Deferred } from "./deferred.js";
import { exchangeTurn } from "./exchangeTurn.js";
import { callFailure, closedBy, closeReason, leavesOpen } from "./failures.js";
import { EventKind, type PackedEvents } from "./PackedEvents.js";
import { PendingCalls } from "./PendingCalls.js";
import { RawRpcError } from "./RawRpcError.js";
import { SessionPort } from "./SessionPort.js";
import { SessionPump } from "./SessionPump.js";
import type { Wrapping } from "./transportName.js";

/** Option of the native session (see `SessionPort.invoke`). */
const RUN_ONCE = 4;

/**
 * One DC, one MTProto session, one socket at a time. The socket may break and is replaced; calls stay with
 * the native session, which resends what the server has not got. It ends only by `close()` or by an error
 * that no new socket can mend.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #abort = new AbortController();
  readonly #attempts: Attempts;
  readonly #keys: ConnectionKeys;
  readonly #calls = new PendingCalls();
  #session: SessionPort | null = null;
  /** The key that the session uses: to tell when it has to take another one. */
  #sessionKey: Uint8Array | null = null;
  /** Of the socket in use; null while there is none. */
  #pump: SessionPump | null = null;
  /** Runs while the server is to bind a temporary key. */
  #bindTimer: NodeJS.Timeout | undefined;
  /** What `open()` gives: settled by the first socket, and made anew when the auth key is lost. */
  #opened: Deferred<void> | null = null;
  /** Whether `open()` has ever resolved: from then on nobody waits for a failure. */
  #wasOpen = false;
  #finished: Promise<void> | null = null;
  #closed = false;
  #failure: unknown = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#attempts = new Attempts(options, this.#abort.signal);
    this.#keys = new ConnectionKeys(options, this.#abort.signal);
  }

  get authKey(): Uint8Array | null {
    return this.#keys.permanent;
  }

  /** Whether there is a socket on which calls can be sent. */
  get isUp(): boolean {
    return this.#pump !== null && this.#keys.isReady;
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
   * @throws AuthKeyLost when the server has forgotten the key; `open()` tells when there is a new one
   * @throws OutOfOrder when the one before it is not under way here: it was not sent
   */
  call(body: Uint8Array, { signal, once, ticket, after, attempts = { count: 1, doubtful: 0 } }: CallOptions = {}): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closedError());
      const session = this.#session;
      if (session === null) return reject(new AuthKeyLost(this.#options.dcId, attempts.doubtful > 0));
      if (signal?.aborted) return reject(signal.reason);

      const previous = after?.idOn(this) ?? null;
      if (after && (previous === null || !this.#calls.has(previous))) return reject(new OutOfOrder());

      const id = this.#calls.add({ resolve, reject, attempts }, signal, (aborted) => {
        const mayHaveRun = session.mayHaveRun(aborted);
        session.cancel(aborted);
        // Who waits for it waits for what it has waited for.
        const follower = ticket?.follower ?? null;
        if (follower !== null && previous !== null) session.follow(follower, previous);
        this.#pump?.queueFlush();
        return mayHaveRun;
      });
      session.invoke(id, body, once === true ? RUN_ONCE : 0);
      if (previous !== null) {
        session.follow(id, previous);
        after?.followed(id);
      }
      ticket?.sent(this, id);
      this.#pump?.queueFlush();
    });
  }

  /** The network is another one: drops the socket, which is dead or soon will be, and connects at once. */
  reconnect(): void {
    this.#attempts.hurry();
    this.#pump?.end(new ConnectionError(`The connection to DC ${this.#options.dcId} is made anew`));
  }

  /** Another connection takes the calls to come: this one closes when those under way are done. */
  retire(): void {
    this.#keys.retire();
    if (this.#calls.size === 0) void this.close();
    // Whoever has the answer of the last call is told before.
    else this.#calls.afterLast(() => setImmediate(() => void this.close()));
  }

  /** Ends the connection for good; pending calls are rejected. Resolves when the socket is gone. */
  async close(reason: unknown = this.#closedError()): Promise<void> {
    // What has not left stays here.
    this.#rejectAll(this.#session, (mayHaveRun) => endOfCall(reason, mayHaveRun));
    // What was received must not be sent again to the next session on this key.
    this.#session?.flushAcks();
    this.#pump?.flush();
    this.#fail(reason);
    await this.#finished;
  }

  /** Keeps a socket up until closed. Each turn of the loop is the life of one socket. */
  async #maintain(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        throw await this.#live();
      } catch (error) {
        this.#session?.disconnect();
        if (signal.aborted) return;
        this.#attempts.failed(error);
        if (this.#isFinal(error)) {
          const isHeard = this.#calls.size > 0;
          this.#fail(error);
          if (this.#wasOpen) this.#options.events.failed(error, isHeard);
          return;
        }
        try {
          await this.#attempts.pause(error);
        } catch {
          return;
        }
      }
    }
  }

  /** The life of one socket; resolves to the reason of its end. */
  async #live(): Promise<unknown> {
    const { session, stream } = await this.#establish();
    try {
      return await this.#run(session, stream);
    } finally {
      stream.destroy();
    }
  }

  /** Opens a socket and makes the keys that are missing. What it took for that is not kept while the socket lives. */
  async #establish(): Promise<{ readonly session: SessionPort; readonly stream: ByteStream }> {
    const { signal } = this.#abort;
    const leaveTurn = this.#keys.mustBeMade ? await exchangeTurn(signal) : () => {};
    try {
      const { stream, option, wrapping } = await this.#attempts.dial();
      try {
        signal.throwIfAborted();
        const session = this.#begin(await this.#keys.prepare(stream, wrapping, option.mediaOnly === true), wrapping);
        return { session, stream };
      } catch (error) {
        stream.destroy();
        throw error;
      }
    } finally {
      leaveTurn();
    }
  }

  /** Gives the session its key, and the stream on which to use it. */
  #begin({ key, salts, exchange, bindTo }: SessionStart, wrapping: Wrapping): SessionPort {
    const session = this.#sessionUnder(key, salts, wrapping);
    if (bindTo !== null) session.bind(bindTo.permanentKey, bindTo.expiresAtSec);
    if (exchange === null) session.connect();
    else session.adopt(exchange);
    return session;
  }

  #sessionUnder(key: Uint8Array, salts: Uint8Array, wrapping: Wrapping): SessionPort {
    const { wireDcId } = this.#options;
    if (this.#session === null) {
      const { timeOffsetMs } = this.#keys;
      this.#session = new SessionPort({ authKey: key, ...wrapping, dcId: wireDcId, salts, timeOffsetMs });
    } else {
      if (this.#sessionKey !== key) this.#session.replaceKey(key, salts);
      this.#session.setWrapping(wrapping, wireDcId);
    }
    this.#sessionKey = key;
    return this.#session;
  }

  /** Calls can be sent. */
  #ready(): void {
    this.#wasOpen = true;
    clearTimeout(this.#bindTimer);
    this.#bindTimer = undefined;
    this.#opened?.resolve();
    this.#keys.planRenewal();
  }

  /** Moves bytes until the socket ends; resolves to the reason. */
  async #run(session: SessionPort, stream: ByteStream): Promise<unknown> {
    const { dcId, timeouts } = this.#options;
    const pump = new SessionPump({
      session,
      stream,
      dispatch: (events) => this.#dispatch(events),
      closedBy: (error) => closedBy(error, `DC ${dcId} closed the connection`),
      signal: this.#abort.signal,
    });
    this.#pump = pump;
    const isLate = (): void => pump.end(new TimeoutError(`DC ${dcId} did not bind a temporary key within ${timeouts.exchangeMs} ms`));
    if (this.#keys.isReady) this.#ready();
    else this.#bindTimer = setTimeout(isLate, timeouts.exchangeMs);
    try {
      return await pump.run();
    } finally {
      clearTimeout(this.#bindTimer);
      this.#pump = null;
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
          this.#calls.take(id)?.resolve(packed.payload());
          break;
        case EventKind.rpcError:
        case EventKind.rpcErrorRepeated: {
          this.#proved();
          const text = packed.text();
          const isRepeated = packed.kind === EventKind.rpcErrorRepeated;
          if (this.#keys.isTemporary && extra === 401 && text === "AUTH_KEY_PERM_EMPTY") return this.#loseBinding(id, isRepeated);
          this.#calls.reject(id, isRepeated || leavesOpen(extra, text), (mayHaveRun) => new RawRpcError(extra, text, mayHaveRun));
          break;
        }
        case EventKind.update:
          events.update(packed.payload());
          break;
        case EventKind.newSession:
          this.#proved();
          if (extra === 0) events.sessionRenewed();
          this.#tellSession();
          break;
        case EventKind.salts:
          this.#keys.keepSalts(packed.payload());
          break;
        case EventKind.timeOffset:
          this.#keys.keepTimeOffset(packed.payload().readDoubleLE(0));
          break;
        case EventKind.failed:
          this.#calls.reject(id, extra === 1, (mayHaveRun) => callFailure(packed.text(), mayHaveRun));
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
    if (!this.#attempts.proved()) return;
    this.#keys.proved();
    this.#options.events.stateChanged({ state: "connected", error: null, retryInMs: 0 });
  }

  #tellSession(): void {
    const authKey = this.#sessionKey;
    if (authKey === null || this.#session === null) return;
    const { sessionId } = this.#session;
    this.#options.events.sessionBegun({ authKey, sessionId, call: (body) => this.call(body) });
  }

  /** The server says that the temporary key belongs to nobody: the call was not carried out, unless by an earlier attempt. */
  #loseBinding(callId: number, isRepeated: boolean): unknown {
    this.#keys.dropTemporary();
    this.#opened = openingOf();
    this.#calls.reject(callId, isRepeated, (mayHaveRun) => new AuthKeyLost(this.#options.dcId, mayHaveRun));
    return new ConnectionError(`DC ${this.#options.dcId} forgot what a temporary key is bound to`);
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
    return this.#attempts.isFinal(error, this.#keys.isBeingMade);
  }

  /** The key is gone, and with it the session; the next turn makes another one. */
  #forgetSession(): void {
    const session = this.#session;
    this.#session = null;
    this.#sessionKey = null;
    this.#opened = openingOf();
    this.#rejectAll(session, (mayHaveRun) => new AuthKeyLost(this.#options.dcId, mayHaveRun));
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = error;
    this.#keys.retire();
    this.#opened?.reject(error);
    this.#abort.abort(error);
    this.#rejectAll(this.#session, (mayHaveRun) => endOfCall(error, mayHaveRun));
  }

  /** Ends all calls, each by an error of its own: the session knows what became of them. */
  #rejectAll(session: SessionPort | null, errorOf: (mayHaveRun: boolean) => unknown): void {
    const giveUp = (id: number): boolean => {
      const mayHaveRun = session?.mayHaveRun(id) ?? true;
      if (!mayHaveRun) session?.cancel(id);
      return mayHaveRun;
    };
    this.#calls.rejectAll(giveUp, errorOf);
  }

  #closedError(): unknown {
    return this.#failure ?? new ConnectionError(`The connection to DC ${this.#options.dcId} was closed`);
  }
}

function openingOf(): Deferred<void> {
  const opening = deferred<void>();
  // Whoever awaits open() sees the error; calls made meanwhile see it as well.
  opening.promise.catch(() => {});
  return opening;
}

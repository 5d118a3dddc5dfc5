import { setMaxListeners } from "node:events";
import { endOfCall } from "../errors/endOfCall.js";
import { ConnectionError, RpcError, SessionDeadError } from "../errors/index.js";
import type { tl, TlRequest } from "../tl/index.js";
import type { Dial } from "../transport/index.js";
import { AuthTransfer } from "./AuthTransfer.js";
import type { CallAttempts } from "./CallAttempts.js";
import { CallPipeline } from "./CallPipeline.js";
import { ConfigKeeper } from "./ConfigKeeper.js";
import type { ConnectionChange, ConnectionTimeouts, Schedule } from "./ConnectionOptions.js";
import type { DcDirectory } from "./DcDirectory.js";
import type { DcLink, InitParams } from "./DcLink.js";
import { checkCall, type InvokeOptions } from "./InvokeOptions.js";
import { Links } from "./Links.js";
import type { NetworkStore } from "./NetworkStore.js";
import type { Call, Middleware } from "./pipeline.js";
import { PURPOSES, type Purpose } from "./Purpose.js";
import type { Tracer } from "./Tracer.js";
import type { Wrapping } from "./transportName.js";
import { untilAborted } from "./untilAborted.js";
import { wakeWatch, type WakeWatch } from "./WakeWatch.js";

export interface NetworkOptions {
  readonly homeDcId: number;
  readonly testMode: boolean;
  readonly directory: DcDirectory;
  readonly rsaKeys: readonly string[];
  /** The first, and those to try when a DC does not answer. */
  readonly wrappings: readonly Wrapping[];
  /** Seconds that temporary keys live (spec/mtproto.md §7); null: packets go under the permanent key. */
  readonly tempKeyLifetimeSec: number | null;
  /** @default the system's timers, which keep no process alive */
  readonly schedule?: Schedule;
  /** @default the one of the process */
  readonly wakeWatch?: WakeWatch;
  readonly timeouts: ConnectionTimeouts;
  readonly sleepThresholdSec: number;
  readonly initParams: () => InitParams;
  readonly dial: Dial;
  readonly store: NetworkStore;
  /** Whether somebody is signed in on the keys: then no key is ever replaced unasked. */
  readonly isSignedIn: () => boolean;
  /** Put around every API call, innermost (`invokeWithoutUpdates`, `invokeWithTakeout`). */
  readonly wrap: (request: TlRequest) => TlRequest;
  /** A boxed object from the home DC that answers no call. */
  readonly onUpdate: (body: Uint8Array) => void;
  /** The home DC may have dropped updates. */
  readonly onUpdatesLost: () => void;
  /** Put around every call, outermost but for its time limit. */
  readonly middleware?: Middleware;
  /** Is told of every attempt of every call. */
  readonly tracer?: Tracer | null;
  /** Telegram has ended the session; nothing is sent any more. Told once. */
  readonly onSessionDead?: (error: SessionDeadError) => void;
  /** What becomes of the connection to the home DC. */
  readonly onConnectionChange: (change: ConnectionChange) => void;
  /** Something went wrong that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

/** Calls that share a pool of connections. */
export interface Pool {
  /** As {@link Network.invoke}, over the pool. */
  invoke(request: TlRequest, options?: Omit<InvokeOptions, "dcId">): Promise<unknown>;
}

/** The way of a call that names none. */
const MAIN = { purpose: "main", poolSize: 1 } as const;

/** Every DC that the account talks to, and the pipeline that each call goes through. */
export class Network {
  readonly #options: NetworkOptions;
  readonly #links: Links;
  readonly #config: ConfigKeeper;
  readonly #transfer: AuthTransfer;
  readonly #pipeline: CallPipeline;
  readonly #abort = new AbortController();
  #homeDcId: number;
  #stopWatch: () => void = () => {};
  #cdnConfig: Promise<tl.CdnConfig> | null = null;

  constructor(options: NetworkOptions) {
    const { directory, store } = options;
    // Of its end the owner is told by onSessionDead.
    const onError = (error: unknown): void => {
      if (!(error instanceof SessionDeadError)) options.onError(error);
    };
    this.#options = { ...options, onError };
    this.#homeDcId = options.homeDcId;
    // Each waiting call listens: hundreds of them are no leak.
    setMaxListeners(0, this.#abort.signal);
    this.#links = new Links({
      schedule: (ms, job) => {
        const timer = setTimeout(job, ms).unref();
        return () => clearTimeout(timer);
      },
      ...this.#options,
      isHome: (dcId) => dcId === this.#homeDcId,
      cdnKeys: (dcId) => this.#cdnKeys(dcId),
      signal: this.#abort.signal,
    });
    this.#config = new ConfigKeeper({
      directory,
      ask: () => this.invoke({ _: "help.getConfig" }) as Promise<tl.Config>,
      load: () => store.loadConfig(),
      save: (config) => store.saveConfig(config),
      // It is asked for again later, and a connection that fails is told of by others.
      onError: (error) => {
        if (error instanceof RpcError) onError(error);
      },
    });
    this.#transfer = new AuthTransfer({
      exportTo: (dcId) => this.invoke({ _: "auth.exportAuthorization", dcId }) as Promise<tl.AuthExportedAuthorization>,
      importAt: async (dcId, { id, bytes }) => {
        const link = await this.#links.main(dcId);
        await link.call({ _: "auth.importAuthorization", id, bytes }, "auth.importAuthorization", { signal: this.#abort.signal });
      },
    });
    this.#pipeline = new CallPipeline({
      ...this.#options,
      homeDcId: () => this.#homeDcId,
      setHomeDc: (dcId) => this.#setHomeDc(dcId),
      send: (call) => this.#send(call),
      onDead: (error) => this.#die(error),
      signal: this.#abort.signal,
    });
  }

  get homeDcId(): number {
    return this.#homeDcId;
  }

  /** Connects to the home DC. @throws ConnectionError, TransportError, SecurityError, TimeoutError */
  async start(): Promise<void> {
    const { directory, store } = this.#options;
    const [winners] = await Promise.all([store.loadWinners(), this.#config.load(), this.#pipeline.load()]);
    if (winners !== null) directory.recallWinners(winners);
    this.#stopWatch = (this.#options.wakeWatch ?? wakeWatch).add(() => this.reconnect());
    await this.#links.main(this.#homeDcId);
  }

  /** The network is another one, or was away: drops all sockets and connects at once. Calls under way are kept. */
  reconnect(): void {
    this.#links.reconnect();
  }

  /** Learns the addresses of all DCs from the server, unless that was done lately, and keeps them up to date. Never rejects. */
  keepConfig(): Promise<void> {
    return this.#config.keep();
  }

  /** Learns the server's configuration anew: it has said that it changed. Never rejects. */
  refreshConfig(): Promise<void> {
    return this.#config.renew();
  }

  /** Closes every connection; calls under way are rejected. */
  async stop(): Promise<void> {
    await this.#end(new ConnectionError("The client was disconnected"));
    await this.#pipeline.flush();
  }

  /**
   * Asks the servers to forget all keys, and stops: nobody is signed in on them any more. Temporary ones go first, each on
   * its own connection; the permanent ones, to which they are bound, over new ones (spec/mtproto.md §5.16).
   *
   * It takes no longer than one attempt to connect may; keys that remain then are left to the servers. Never rejects.
   */
  async destroyKeys(): Promise<void> {
    const { connectMs } = this.#options.timeouts;
    const deadline = AbortSignal.timeout(connectMs);
    // A link that hangs is not to cost the time of the rest.
    await this.#links.destroyOpenKeys(AbortSignal.timeout(connectMs / 4));
    await this.#end(new ConnectionError("The client was logged out"));
    await this.#links.destroyStoredKeys(deadline);
  }

  /** Sends one call through the pipeline; the answer's type is the caller's knowledge. */
  invoke(request: TlRequest, options: InvokeOptions = {}): Promise<unknown> {
    return this.#invoke(request, options, MAIN);
  }

  /**
   * Connections for files, apart from the one that carries messages. They are opened as they are needed, at
   * most `size` at a time, closed after a minute without calls, and receive no updates.
   *
   * @param dcId DC to ask; calls still follow FILE_MIGRATE_X, to a pool of that DC
   * @throws RangeError for another purpose, or a size below 1
   */
  pool(dcId: number, purpose: Exclude<Purpose, "main">, size: number): Pool {
    if (typeof dcId !== "number") throw new TypeError("dcId must be a number");
    // Callers from JavaScript are not held by the type.
    if (!PURPOSES.includes(purpose) || (purpose as Purpose) === "main") throw new RangeError('purpose must be "upload", "download" or "cdn"');
    if (!Number.isInteger(size) || size < 1) throw new RangeError("size must be a whole number of connections, 1 or more");
    return { invoke: (request, options = {}) => this.#invoke(request, { ...options, dcId }, { purpose, poolSize: size }) };
  }

  #invoke(request: TlRequest, options: InvokeOptions, { purpose, poolSize }: Pick<Call, "purpose" | "poolSize">): Promise<unknown> {
    const attempts: CallAttempts = { count: 0, doubtful: 0 };
    try {
      this.#abort.signal.throwIfAborted();
      checkCall(request, options);
      options.signal?.throwIfAborted();
    } catch (error) {
      return endCall(error, options, false);
    }
    const call: Call = {
      request,
      method: request._,
      dcId: options.dcId ?? null,
      sleepThresholdSec: options.sleepThreshold ?? this.#options.sleepThresholdSec,
      sleepsInSlowMode: options.sleepThreshold !== undefined,
      timeoutSec: options.timeout ?? null,
      signal: options.signal,
      once: options.once ?? false,
      order: options.order ?? null,
      ticket: null,
      after: null,
      purpose,
      poolSize,
      attempts,
    };
    return this.#pipeline.run(call).catch((error: unknown) => endCall(error, options, attempts.doubtful > 0));
  }

  async #end(reason: Error): Promise<void> {
    this.#stopWatch();
    this.#config.stop();
    this.#abort.abort(reason);
    await this.#links.close(reason);
  }

  /** Whoever asks a dead session again and again only annoys the server: all calls end here, with the reason. */
  #die(death: SessionDeadError): void {
    this.#options.onSessionDead?.(death);
    void this.#end(death);
  }

  /** Sends a call once. */
  #send(call: Call): Promise<unknown> {
    const dcId = call.dcId ?? this.#homeDcId;
    if (dcId !== this.#homeDcId) return this.#sendAbroad(dcId, call);
    // The usual way, without a promise for each thing that is there already.
    const link = call.purpose === "main" ? this.#links.opened(dcId) : undefined;
    return link === undefined ? this.#sendTo(dcId, call) : link.call(call.request, call.method, call);
  }

  /** Where the account is not signed in yet, on another DC than its home, it is signed in first. */
  async #sendAbroad(dcId: number, call: Call): Promise<unknown> {
    const transfers = this.#transfer.timesAt(dcId);
    try {
      return await this.#sendTo(dcId, call);
    } catch (error) {
      const isSignedOut = error instanceof RpcError && error.code === 401 && error.text === "AUTH_KEY_UNREGISTERED";
      if (!isSignedOut || call.purpose === "cdn" || dcId === this.#homeDcId || !this.#options.isSignedIn()) throw error;
    }
    await untilAborted(this.#transfer.ensure(dcId, transfers), call.signal);
    return this.#sendTo(dcId, call);
  }

  async #sendTo(dcId: number, { purpose, poolSize, request, method, signal, once, ticket, after, attempts }: Call): Promise<unknown> {
    const send = (link: DcLink): Promise<unknown> => link.call(request, method, { signal, once, ticket, after, attempts });
    await untilAborted(this.#haveAddress(dcId), signal);
    if (purpose === "main") return send(await untilAborted(this.#links.main(dcId), signal));
    return untilAborted(this.#links.pooled(dcId, purpose, poolSize, send), signal);
  }

  /** A DC that is not known yet may stand in a newer configuration. */
  async #haveAddress(dcId: number): Promise<void> {
    if (dcId === this.#homeDcId || this.#options.directory.has(dcId)) return;
    await this.#config.refresh();
    if (!this.#options.directory.has(dcId)) throw new ConnectionError(`No address of DC ${dcId} is known`);
  }

  /** The account lives on another DC: have a key there, then remember it as home (spec/client.md §1.11). */
  async #setHomeDc(dcId: number): Promise<void> {
    if (dcId === this.#homeDcId) return;
    await this.#haveAddress(dcId);
    const { connection } = await this.#links.main(dcId);
    if (connection.authKey === null) throw new ConnectionError(`DC ${dcId} has no auth key`);
    await this.#options.store.saveHomeDc(dcId, connection.authKey);
    this.#homeDcId = dcId;
  }

  async #cdnKeys(dcId: number): Promise<readonly string[]> {
    this.#cdnConfig ??= this.invoke({ _: "help.getCdnConfig" }) as Promise<tl.CdnConfig>;
    const asked = this.#cdnConfig;
    try {
      const keys = (await asked).publicKeys.filter((key) => key.dcId === dcId).map(({ publicKey }) => publicKey);
      if (keys.length > 0) return keys;
    } catch (error) {
      this.#cdnConfig = null;
      throw error;
    }
    // It may have come into being since: the next call asks again.
    this.#cdnConfig = null;
    throw new ConnectionError(`DC ${dcId} of the content delivery network has no keys`);
  }
}

/** Rejects a call. The reason of the caller's own signal stays what it is, and cannot say what became of the call. */
async function endCall(error: unknown, { signal, onAborted }: InvokeOptions, mayHaveRun: boolean): Promise<never> {
  if (signal?.aborted === true && error === signal.reason) onAborted?.(mayHaveRun);
  throw endOfCall(error, mayHaveRun, signal);
}

import { setMaxListeners } from "node:events";
import { ConnectionError } from "../errors/index.js";
import { isMethod, type TlRequest } from "../tl/index.js";
import type { Dial } from "../transport/index.js";
import { checkSeconds } from "./checkSeconds.js";
import { wireDcId } from "./builtInDcs.js";
import { Connection, type ConnectionTimeouts } from "./Connection.js";
import { DcLink, type InitParams } from "./DcLink.js";
import type { DcOption } from "./DcOption.js";
import { floodWait } from "./middlewares/floodWait.js";
import { migrate } from "./middlewares/migrate.js";
import { retryServerErrors } from "./middlewares/retryServerErrors.js";
import { composePipeline, type Call, type Next, type Sleep } from "./pipeline.js";
import { sleep } from "./sleep.js";
import { framingOf, type TransportName } from "./transportName.js";
import { untilAborted } from "./untilAborted.js";

/** Where the network keeps what must outlive the process. Each promise resolves when the value is stored for good. */
export interface NetworkStore {
  loadAuthKey(dcId: number): Promise<Uint8Array | null>;
  saveAuthKey(dcId: number, authKey: Uint8Array): Promise<void>;
  loadSalts(dcId: number): Promise<Uint8Array | null>;
  saveSalts(dcId: number, packed: Uint8Array): Promise<void>;
  saveHomeDc(dcId: number, authKey: Uint8Array): Promise<void>;
  loadTimeOffset(): Promise<number>;
  saveTimeOffset(ms: number): Promise<void>;
}

export interface NetworkOptions {
  readonly homeDcId: number;
  readonly testMode: boolean;
  readonly dcOptions: readonly DcOption[];
  readonly rsaKeys: readonly string[];
  readonly transport: TransportName;
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
  /** Something went wrong that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

export interface InvokeOptions {
  /** Ends the wait; the call itself may still be carried out. */
  readonly signal?: AbortSignal;
  /** Flood waits up to this many seconds are slept through. @default the client's sleepThreshold */
  readonly sleepThreshold?: number;
  /** DC to ask. @default the home DC */
  readonly dcId?: number;
}

/** Every DC that the account talks to, and the pipeline that each call goes through. */
export class Network {
  readonly #options: NetworkOptions;
  readonly #links = new Map<number, Promise<DcLink>>();
  readonly #pipeline: Next;
  readonly #abort = new AbortController();
  #homeDcId: number;

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#homeDcId = options.homeDcId;
    // Each waiting call listens: hundreds of them are no leak.
    setMaxListeners(0, this.#abort.signal);
    const pause: Sleep = (ms, signal) => sleep(ms, signal ? AbortSignal.any([signal, this.#abort.signal]) : this.#abort.signal);
    this.#pipeline = composePipeline(
      [floodWait({ sleep: pause }), retryServerErrors({ sleep: pause }), migrate({ setHomeDc: (dcId) => this.#setHomeDc(dcId) })],
      (call) => this.#send(call),
    );
  }

  get homeDcId(): number {
    return this.#homeDcId;
  }

  /** Connects to the home DC. @throws ConnectionError, TransportError, SecurityError, TimeoutError */
  async start(): Promise<void> {
    await this.#link(this.#homeDcId);
  }

  /** Closes every connection; calls under way are rejected. */
  async stop(): Promise<void> {
    const stopped = new ConnectionError("The client was disconnected");
    this.#abort.abort(stopped);
    const links = await Promise.allSettled(this.#links.values());
    await Promise.all(links.map(async (link) => link.status === "fulfilled" && link.value.connection.close(stopped)));
  }

  /** Sends one call through the pipeline; the answer's type is the caller's knowledge. */
  async invoke(request: TlRequest, options: InvokeOptions = {}): Promise<unknown> {
    this.#abort.signal.throwIfAborted();
    checkCall(request, options);
    options.signal?.throwIfAborted();
    return this.#pipeline({
      request,
      method: request._,
      dcId: options.dcId ?? null,
      sleepThresholdSec: options.sleepThreshold ?? this.#options.sleepThresholdSec,
      signal: options.signal,
    });
  }

  async #send(call: Call): Promise<unknown> {
    const link = await untilAborted(this.#link(call.dcId ?? this.#homeDcId), call.signal);
    return link.call(call.request, call.method, call.signal);
  }

  /** The account lives on another DC: have a key there, then remember it as home (spec/client.md §1.11). */
  async #setHomeDc(dcId: number): Promise<void> {
    if (dcId === this.#homeDcId) return;
    const { connection } = await this.#link(dcId);
    if (connection.authKey === null) throw new ConnectionError(`DC ${dcId} has no auth key`);
    await this.#options.store.saveHomeDc(dcId, connection.authKey);
    this.#homeDcId = dcId;
  }

  #link(dcId: number): Promise<DcLink> {
    const known = this.#links.get(dcId);
    if (known !== undefined) return known;
    const link = this.#open(dcId);
    this.#links.set(dcId, link);
    // A DC that could not be reached is tried afresh by the next call.
    link.catch(() => this.#links.delete(dcId));
    return link;
  }

  async #open(dcId: number): Promise<DcLink> {
    const { store, testMode, dcOptions, rsaKeys, transport, timeouts, dial, initParams, isSignedIn } = this.#options;
    const addresses = dcOptions.filter((option) => option.id === dcId);
    if (addresses.length === 0) throw new ConnectionError(`No address of DC ${dcId} is known`);
    const [authKey, salts, timeOffsetMs] = await Promise.all([
      store.loadAuthKey(dcId),
      store.loadSalts(dcId),
      store.loadTimeOffset(),
    ]);
    this.#abort.signal.throwIfAborted();
    const isHome = (): boolean => dcId === this.#homeDcId;
    const connection: Connection = new Connection({
      addresses,
      dcId,
      wireDcId: wireDcId(dcId, testMode),
      ...framingOf(transport),
      rsaKeys,
      authKey,
      salts: salts ?? new Uint8Array(0),
      timeOffsetMs,
      timeouts,
      dial,
      events: {
        authKeyCreated: async (key) => {
          await store.saveAuthKey(dcId, key);
          link.forgetInit();
        },
        // Only the home DC's key is the account's way in.
        mayReplaceAuthKey: () => !isHome() || !isSignedIn(),
        saltsChanged: (packed) => this.#keep(store.saveSalts(dcId, Uint8Array.from(packed))),
        timeOffsetChanged: (ms) => this.#keep(store.saveTimeOffset(ms)),
        update: (body) => {
          if (isHome()) this.#options.onUpdate(body);
        },
        sessionRenewed: () => {
          link.forgetInit();
          if (isHome()) this.#options.onUpdatesLost();
        },
        failed: (error, isHeard) => {
          // The next call tries afresh.
          this.#links.delete(dcId);
          this.#abort.signal.removeEventListener("abort", onStop);
          if (!isHeard) this.#options.onError(error);
        },
      },
    });
    const link = new DcLink(connection, initParams, this.#options.wrap);
    const onStop = (): void => void connection.close(this.#abort.signal.reason);
    this.#abort.signal.addEventListener("abort", onStop, { once: true });
    try {
      await connection.open();
    } catch (error) {
      this.#abort.signal.removeEventListener("abort", onStop);
      throw error;
    }
    return link;
  }

  /** Salts and the clock are worth storing, not worth waiting for. */
  #keep(stored: Promise<void>): void {
    stored.catch(this.#options.onError);
  }
}

/** What the codec cannot check: it sees the request alone, and not before it is a request. */
function checkCall(request: unknown, { signal, sleepThreshold, dcId }: InvokeOptions): void {
  if (typeof request !== "object" || request === null || !("_" in request) || typeof request._ !== "string") {
    throw new TypeError('request must be an object such as { _: "help.getConfig" }');
  }
  // A constructor could be written as well, but there is no answer to one.
  if (!isMethod(request._)) throw new TypeError(`request: the API has no method ${JSON.stringify(request._)}`);
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("signal must be an AbortSignal");
  if (sleepThreshold !== undefined) checkSeconds(sleepThreshold, "sleepThreshold");
  if (dcId !== undefined && typeof dcId !== "number") throw new TypeError("dcId must be a number");
}

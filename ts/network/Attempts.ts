import { ConnectionError, ProxyError, SecurityError, TimeoutError, TransportError } from "../errors/index.js";
import type { ByteStream } from "../transport/index.js";
import { Backoff } from "./backoff.js";
import { ConnectGate } from "./ConnectGate.js";
import type { ConnectionOptions } from "./ConnectionOptions.js";
import type { DcOption } from "./DcOption.js";
import { deferred } from "./deferred.js";
import { raceDial } from "./raceDial.js";
import { sleep } from "./sleep.js";
import { withSecret, type Wrapping } from "./transportName.js";

/** A socket that was opened, and how to talk on it. */
interface OpenSocket {
  readonly stream: ByteStream;
  readonly option: DcOption;
  readonly wrapping: Wrapping;
}

/** What a new socket can mend. All else, a storage that cannot store a key for one, would only be repeated. */
const LINE_FAULTS: readonly (abstract new (...args: never[]) => Error)[] = [ConnectionError, ProxyError, TimeoutError, TransportError, SecurityError];

/** The attempts of one connection to reach its DC: which address, which framing, how long to wait between two. */
export class Attempts {
  readonly #options: ConnectionOptions;
  /** Aborted when the connection ends. */
  readonly #signal: AbortSignal;
  readonly #backoff = new Backoff();
  readonly #gate = new ConnectGate();
  /** The address of the latest socket, and whether the server has answered on that socket. */
  #option: DcOption | null = null;
  #isProved = false;
  /** Whether any packet of the server was ever authenticated: before that, attempts are bounded. */
  #everProved = false;
  #wrapping: Wrapping | null = null;
  /** Ends the wait between two attempts. */
  #nudge: () => void = () => {};

  constructor(options: ConnectionOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Opens a socket to the address that answers first. */
  async dial(): Promise<OpenSocket> {
    const { book, dial, timeouts, events, dcId } = this.#options;
    const signal = this.#signal;
    this.#option = null;
    this.#isProved = false;
    events.stateChanged({ state: "connecting", error: null, retryInMs: 0 });
    const waitMs = this.#gate.waitMs(performance.now());
    if (waitMs > 0) await sleep(waitMs, signal);
    this.#gate.begin(performance.now());
    const addresses = book.addresses();
    if (addresses.length === 0) throw new ConnectionError(`No address of DC ${dcId} is known`);
    const wrapping = this.#nextWrapping();
    const onFailed = (option: DcOption): void => book.failed(option);
    const { stream, option } = await raceDial(addresses, { dial, timeoutMs: timeouts.connectMs, signal, onFailed, ...book.pace });
    this.#option = option;
    const { secret } = stream;
    return { stream, option, wrapping: secret === undefined ? wrapping : withSecret(wrapping, secret) };
  }

  /** A DC that has never answered may do so when the stream looks different: each way is tried twice. */
  #nextWrapping(): Wrapping {
    const { wrappings, dcId } = this.#options;
    const known = this.#everProved ? this.#wrapping : wrappings[(this.#backoff.failures >> 1) % wrappings.length];
    if (known === undefined || known === null) throw new RangeError(`No transport to DC ${dcId} is known`);
    this.#wrapping = known;
    return known;
  }

  /** An authenticated packet arrived: the address works. Returns whether that is news of this socket. */
  proved(): boolean {
    if (this.#isProved) return false;
    this.#isProved = true;
    this.#everProved = true;
    this.#backoff.reset();
    this.#gate.proved();
    if (this.#option !== null) this.#options.book.succeeded(this.#option);
    return true;
  }

  /** The attempt, or the socket that it gave, has ended. */
  failed(error: unknown): void {
    if (this.#option !== null && !this.#isProved) this.#options.book.failed(this.#option);
    if (error instanceof TransportError && error.status === -429) this.#gate.flooded();
  }

  /** Whether no further socket can help. `isKeyBeingMade`: nothing of the stream was authenticated yet. */
  isFinal(error: unknown, isKeyBeingMade: boolean): boolean {
    if (error instanceof TransportError && error.status === -444) return true;
    if (error instanceof SecurityError && isKeyBeingMade) return true;
    // Once it has worked, a proxy may be back; before, only another DC may still be reached through it.
    if (error instanceof ProxyError && error.problem !== "target" && !this.#everProved) return true;
    if (!LINE_FAULTS.some((kind) => error instanceof kind)) return true;
    return !this.#everProved && this.#backoff.failures + 1 >= this.#options.timeouts.attempts;
  }

  /** Waits before the next attempt, unless `hurry()` ends that. */
  async pause(reason: unknown): Promise<void> {
    const ms = this.#backoff.next();
    if (ms > 0) this.#options.events.stateChanged({ state: "waiting", error: reason, retryInMs: ms });
    const nudged = deferred<void>();
    this.#nudge = () => nudged.resolve();
    const over = new AbortController();
    try {
      await Promise.race([nudged.promise, sleep(ms, AbortSignal.any([this.#signal, over.signal]))]);
    } finally {
      over.abort();
      this.#nudge = () => {};
    }
  }

  /** The next attempt is made at once. */
  hurry(): void {
    this.#backoff.reset();
    this.#nudge();
  }
}

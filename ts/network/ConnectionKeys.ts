import { ConnectionError, TransportError } from "../errors/index.js";
import type { Exchange } from "../native.js";
import type { ByteStream } from "../transport/index.js";
import { BindingRefused } from "./BindingRefused.js";
import { checkAuthKey } from "./checkAuthKey.js";
import type { ConnectionOptions } from "./ConnectionOptions.js";
import { createAuthKey, type CreatedAuthKey } from "./createAuthKey.js";
import { SessionPort } from "./SessionPort.js";
import { isUsable, renewInMs, type TempKey } from "./TempKey.js";
import type { Wrapping } from "./transportName.js";

/** What a session starts from on a new stream. */
export interface SessionStart {
  /** The key that packets go under: always the same array while the key is the same. */
  readonly key: Uint8Array;
  readonly salts: Uint8Array;
  /** The exchange that has made the key on this stream; null: it was known before. */
  readonly exchange: Exchange | null;
  /** The permanent key to which the key is to be bound before any call; null: it needs no binding. */
  readonly bindTo: { readonly permanentKey: Uint8Array; readonly expiresAtSec: number } | null;
}

/** What a failure means for the keys. */
export type KeyVerdict =
  /** Nothing. */
  | "keep"
  /** The server may not know the key: another socket tells. */
  | "again"
  /** The temporary key is dropped; calls move to another one. */
  | "replace"
  /** The server does not know the permanent key, and nobody is signed in on it. */
  | "forget"
  /** No other key can help. */
  | "final";

/** A temporary key, and whether the server has agreed to it. */
interface HeldTempKey extends TempKey {
  readonly isBound: boolean;
}

const NO_SALTS = new Uint8Array(0);

/** Refusals of a binding before the permanent key itself is doubted, and before the DC is given up. */
const DOUBTED_REFUSALS = 2;
const MOST_REFUSALS = 5;

/** The permanent key of a connection and the temporary one that is bound to it (spec/mtproto.md §7). */
export class ConnectionKeys {
  readonly #options: ConnectionOptions;
  readonly #signal: AbortSignal;
  #permanent: Uint8Array | null;
  #temporary: HeldTempKey | null;
  #timeOffsetMs: number;
  /** Whose −404 would be: no key's, while one is being made. */
  #asked: "nothing" | "temporary" | "permanent" = "nothing";
  /** Consecutive −404 answers to encrypted packets: one may be forged, two are believed (spec/mtproto.md §6.10). */
  #unknownAnswers = 0;
  /** Bindings refused in a row. */
  #refusals = 0;
  #cancelRenewal: () => void = () => {};
  #isRetired = false;

  /** @param signal aborted when the connection ends */
  constructor(options: ConnectionOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#permanent = options.authKey;
    this.#timeOffsetMs = options.timeOffsetMs;
    const stored = options.forwardSecrecy?.tempKey ?? null;
    this.#temporary = stored === null ? null : { ...stored, isBound: true };
  }

  get permanent(): Uint8Array | null {
    return this.#permanent;
  }

  get timeOffsetMs(): number {
    return this.#timeOffsetMs;
  }

  /** Whether packets go under a temporary key. */
  get isTemporary(): boolean {
    return this.#temporary !== null;
  }

  /** Whether the server takes calls under the key. */
  get isReady(): boolean {
    return this.#temporary === null || this.#temporary.isBound;
  }

  /** Whether a key is being made: then nothing of the stream has been authenticated. */
  get isBeingMade(): boolean {
    return this.#asked === "nothing";
  }

  /** Whether `prepare` has to make a key. */
  get mustBeMade(): boolean {
    if (this.#permanent === null) return true;
    return this.#options.forwardSecrecy !== null && (this.#temporary === null || !isUsable(this.#temporary, this.#serverNowSec()));
  }

  /** Makes the keys that are missing, over a fresh stream. `isMedia`: the address serves files alone. */
  async prepare(stream: ByteStream, wrapping: Wrapping, isMedia: boolean): Promise<SessionStart> {
    const { salts, forwardSecrecy, wireDcId } = this.#options;
    this.#asked = "nothing";
    const first = this.#permanent === null ? await this.#makePermanent(stream, wrapping) : null;
    const permanent = first?.authKey ?? this.#permanent;
    if (permanent === null) throw new ConnectionError(`DC ${this.#options.dcId} has no auth key`);
    this.#permanent = permanent;
    if (forwardSecrecy === null) {
      this.#asked = "permanent";
      return { key: permanent, salts: first?.salts ?? salts, exchange: first?.exchange ?? null, bindTo: null };
    }
    if (this.#refusals === DOUBTED_REFUSALS && first === null) await this.#doubt(stream, wrapping, permanent);
    let exchange = first?.exchange ?? null;
    let temporary = this.#temporary;
    if (temporary === null || !isUsable(temporary, this.#serverNowSec())) {
      const { lifetimeSec } = forwardSecrecy;
      const dcId = isMedia ? -wireDcId : wireDcId;
      const made = await this.#make(stream, wrapping, { dcId, expiresInSec: lifetimeSec, previous: exchange });
      exchange = made.exchange;
      temporary = { authKey: made.authKey, salts: made.salts, expiresAtSec: this.#serverNowSec() + lifetimeSec, isBound: false };
      this.#temporary = temporary;
    }
    this.#asked = "temporary";
    const { authKey: key, isBound, expiresAtSec, salts: known } = temporary;
    // From here on the session keeps them.
    if (isBound) this.#temporary = { ...temporary, salts: NO_SALTS };
    return { key, salts: known, exchange, bindTo: isBound ? null : { permanentKey: permanent, expiresAtSec } };
  }

  /** The server has agreed to the temporary key. */
  bound(): void {
    if (this.#temporary === null) return;
    this.#refusals = 0;
    this.#keepTemporary({ ...this.#temporary, isBound: true });
  }

  /** An authenticated packet arrived. */
  proved(): void {
    this.#unknownAnswers = 0;
  }

  keepSalts(packed: Uint8Array): void {
    if (this.#temporary === null) return this.#options.events.saltsChanged(packed);
    this.#keepTemporary({ ...this.#temporary, salts: Uint8Array.from(packed) });
  }

  keepTimeOffset(ms: number): void {
    this.#timeOffsetMs = ms;
    this.#options.events.timeOffsetChanged(ms);
  }

  /** Plans a connection with another key before this one ends. */
  planRenewal(): void {
    const { forwardSecrecy, events } = this.#options;
    this.#cancelRenewal();
    if (forwardSecrecy === null || this.#temporary === null || this.#isRetired) return;
    const waitMs = renewInMs(this.#temporary, this.#serverNowSec(), forwardSecrecy.lifetimeSec);
    this.#cancelRenewal = forwardSecrecy.schedule(waitMs, () => events.tempKeyExpires());
  }

  /** Another connection has taken over, or this one has ended: its key is not worth keeping any more. */
  retire(): void {
    this.#isRetired = true;
    this.#cancelRenewal();
  }

  /** What the end of a socket says about the keys; drops the temporary one if it has to be replaced. */
  judge(error: unknown): KeyVerdict {
    if (error instanceof BindingRefused) {
      // A key that was just made may not have reached all of the DC's machines (spec/mtproto.md §7.3).
      this.#refusals += 1;
      return this.#replace();
    }
    if (!(error instanceof TransportError) || error.status !== -404 || this.#asked === "nothing") return "keep";
    this.#unknownAnswers += 1;
    if (this.#unknownAnswers < 2) return "again";
    if (this.#asked === "permanent") return this.#options.events.mayReplaceAuthKey() ? this.#forget() : "final";
    this.#unknownAnswers = 0;
    // One that is denied while it is being bound says something about the permanent key.
    if (!this.isReady) this.#refusals += 1;
    return this.#replace();
  }

  /** The next connection makes another temporary key, and the calls move to it. */
  dropTemporary(): void {
    this.#cancelRenewal();
    this.#temporary = null;
    this.#tell(null);
  }

  #replace(): KeyVerdict {
    this.dropTemporary();
    return this.#refusals >= MOST_REFUSALS ? "final" : "replace";
  }

  #forget(): KeyVerdict {
    if (this.#temporary !== null) this.dropTemporary();
    this.#permanent = null;
    this.#refusals = 0;
    this.#unknownAnswers = 0;
    return "forget";
  }

  /** Has it stored once it is bound; its salts are then with the session, and a kilobyte of each account here. */
  #keepTemporary(temporary: HeldTempKey): void {
    this.#temporary = temporary.isBound ? { ...temporary, salts: NO_SALTS } : temporary;
    if (temporary.isBound) this.#tell(temporary);
  }

  #tell(temporary: TempKey | null): void {
    if (!this.#isRetired) this.#options.events.tempKeyChanged(temporary);
  }

  async #makePermanent(stream: ByteStream, wrapping: Wrapping): Promise<CreatedAuthKey> {
    const { events, wireDcId } = this.#options;
    const made = await this.#make(stream, wrapping, { dcId: wireDcId, expiresInSec: null, previous: null });
    // Stored before it is used: nobody could be signed in on a key that is lost.
    await events.authKeyCreated(made.authKey);
    this.#signal.throwIfAborted();
    events.saltsChanged(made.salts);
    return made;
  }

  async #make(stream: ByteStream, wrapping: Wrapping, wishes: KeyWishes): Promise<CreatedAuthKey> {
    const { rsaKeys, timeouts } = this.#options;
    const made = await createAuthKey(stream, { ...wrapping, rsaKeys, timeoutMs: timeouts.exchangeMs, signal: this.#signal, ...wishes });
    this.keepTimeOffset(made.timeOffsetMs);
    return made;
  }

  /** Asks whether the server knows the permanent key, by a ping and no call; what it says ends the attempt. */
  async #doubt(stream: ByteStream, wrapping: Wrapping, permanent: Uint8Array): Promise<never> {
    const { dcId, wireDcId, salts, timeouts } = this.#options;
    this.#asked = "permanent";
    const session = new SessionPort({ authKey: permanent, ...wrapping, dcId: wireDcId, salts, timeOffsetMs: this.#timeOffsetMs });
    await checkAuthKey(stream, session, { timeoutMs: timeouts.exchangeMs, signal: this.#signal, dcId });
    this.#refusals += 1;
    throw new ConnectionError(`DC ${dcId} knows the auth key, and refused to bind a temporary one to it`);
  }

  #serverNowSec(): number {
    return Math.floor((Date.now() + this.#timeOffsetMs) / 1000);
  }
}

interface KeyWishes {
  readonly dcId: number;
  readonly expiresInSec: number | null;
  readonly previous: Exchange | null;
}

import type { FaultRegistry } from "../faults/FaultRegistry.js";
import type { ExchangeContext, MadeKey } from "../handshake/ServerExchange.js";
import type { ServerRsaKey } from "../handshake/ServerRsaKey.js";
import { AbsentSessions } from "../session/AbsentSessions.js";
import { AuthKey } from "../session/AuthKey.js";
import type { RpcService } from "../session/RpcService.js";
import { SaltSchedule } from "../session/SaltSchedule.js";
import type { ServerClock } from "../session/ServerClock.js";
import { ServerSession } from "../session/ServerSession.js";
import type { ServerStatistics } from "../session/ServerStatistics.js";
import type { SessionHost } from "../session/SessionHost.js";

/** What a DC is made of. All but its id is shared by the DCs of a server. */
export interface DataCenterOptions {
  readonly dcId: number;
  readonly testMode: boolean;
  readonly rsaKey: ServerRsaKey;
  readonly clock: ServerClock;
  readonly faults: FaultRegistry;
  readonly statistics: ServerStatistics;
  readonly saltLifetimeSec: number;
  readonly sessionTtlSec: number;
  readonly service: RpcService;
}

/** One DC: the keys made with it and their sessions. Keys of one DC mean nothing to another. */
export class DataCenter implements SessionHost, ExchangeContext {
  readonly dcId: number;
  readonly testMode: boolean;
  readonly rsaKey: ServerRsaKey;
  readonly clock: ServerClock;
  readonly faults: FaultRegistry;
  readonly statistics: ServerStatistics;
  readonly sessionTtlSec: number;
  readonly service: RpcService;
  readonly absent = new AbsentSessions<ServerSession>(({ key, sessionId }) => void this.destroySession(key, sessionId));
  readonly #saltLifetimeSec: number;
  readonly #keys = new Map<bigint, { readonly key: AuthKey; readonly sessions: Map<bigint, ServerSession> }>();

  constructor(options: DataCenterOptions) {
    this.dcId = options.dcId;
    this.testMode = options.testMode;
    this.rsaKey = options.rsaKey;
    this.clock = options.clock;
    this.faults = options.faults;
    this.statistics = options.statistics;
    this.sessionTtlSec = options.sessionTtlSec;
    this.service = options.service;
    this.#saltLifetimeSec = options.saltLifetimeSec;
  }

  /** Keys that exist now. */
  get keyCount(): number {
    return this.#keys.size;
  }

  /** Sessions that exist now. */
  get sessionCount(): number {
    let count = 0;
    for (const { sessions } of this.#keys.values()) count += sessions.size;
    return count;
  }

  adopt(made: MadeKey): boolean {
    const nowSec = this.clock.nowSec();
    const { expiresInSec } = made;
    const salts = new SaltSchedule(made.firstSalt, nowSec, this.#saltLifetimeSec);
    const key = new AuthKey(made.authKey, salts, expiresInSec === null ? null : nowSec + expiresInSec);
    if (this.#keys.has(key.id)) return false;
    this.#keys.set(key.id, { key, sessions: new Map() });
    if (expiresInSec === null) this.statistics.permanentKeysMade += 1;
    else this.statistics.temporaryKeysMade += 1;
    return true;
  }

  findKey(id: bigint): AuthKey | undefined {
    const key = this.#keys.get(id)?.key;
    if (key?.hasExpired(this.clock.nowSec()) === true) {
      this.#drop(key);
      return undefined;
    }
    return key;
  }

  /** The session of this id, made if it is new; undefined if the key is not known. */
  session(key: AuthKey, sessionId: bigint): ServerSession | undefined {
    const sessions = this.#keys.get(key.id)?.sessions;
    if (sessions === undefined) return undefined;
    let session = sessions.get(sessionId);
    if (session === undefined) {
      session = new ServerSession(this, key, sessionId);
      sessions.set(sessionId, session);
    }
    return session;
  }

  keyBound(key: AuthKey): void {
    for (const session of this.#keys.get(key.id)?.sessions.values() ?? []) session.announce();
  }

  destroyKey(destroyed: AuthKey): void {
    const keys = [...this.#keys.values()].map((entry) => entry.key);
    for (const key of keys) if (key === destroyed || key.permanent === destroyed) this.#drop(key);
  }

  destroySession(key: AuthKey, sessionId: bigint): boolean {
    const sessions = this.#keys.get(key.id)?.sessions;
    sessions?.get(sessionId)?.end();
    return sessions?.delete(sessionId) ?? false;
  }

  /** Forgets all sessions with the answers that wait in them; the keys stay. The next packets begin new ones. */
  forgetSessions(): void {
    for (const { key, sessions } of this.#keys.values()) for (const id of [...sessions.keys()]) this.destroySession(key, id);
  }

  /** Forgets keys: all, or the temporary ones only. Their next packets are answered by −404. */
  forgetKeys(kind: "all" | "temporary"): void {
    for (const { key } of this.#keys.values()) {
      if (kind === "all" || key.expiresAtSec !== null) this.#drop(key);
    }
  }

  #drop(key: AuthKey): void {
    for (const session of this.#keys.get(key.id)?.sessions.values() ?? []) session.end();
    this.#keys.delete(key.id);
  }
}

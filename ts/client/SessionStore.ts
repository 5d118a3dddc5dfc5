import type { DcOption, NetworkStore } from "../network/index.js";
import { plainDcOptions, readDcOptions } from "../network/index.js";
import type { Storage, StoredSession } from "../storage/index.js";

const TIME_OFFSET = "time_offset";
const DC_OPTIONS = "dc_options";
const CONFIG = "config";
const WINNERS = "addresses";
const FLOOD_WAITS = "flood_waits";
const SIGN_IN = "sign_in";

/** A client's session as the network and the sign-in see it: the storage, and what was read from it. */
export class SessionStore implements NetworkStore {
  readonly #storage: Storage;
  #timeOffsetMs = 0;
  #session: StoredSession;

  private constructor(storage: Storage, session: StoredSession) {
    this.#storage = storage;
    this.#session = session;
  }

  /** Opens the storage. @throws SessionLockedError, SessionFileError */
  static async open(storage: Storage): Promise<SessionStore> {
    await storage.open();
    try {
      return new SessionStore(storage, await storage.loadSession());
    } catch (error) {
      await storage.close();
      throw error;
    }
  }

  get session(): StoredSession {
    return this.#session;
  }

  /** Durable when resolved. */
  async update(patch: Partial<StoredSession>): Promise<void> {
    await this.#storage.saveSession(patch);
    this.#session = { ...this.#session, ...patch };
  }

  async loadAuthKey(dcId: number): Promise<Uint8Array | null> {
    return dcId === this.#session.dcId ? this.#session.authKey : this.#storage.loadAuthKey(dcId);
  }

  async saveAuthKey(dcId: number, authKey: Uint8Array): Promise<void> {
    if (dcId !== this.#session.dcId) return this.#storage.saveAuthKey(dcId, authKey);
    // A phone_code_hash is worth nothing under another key than the one that asked for it.
    await this.saveSignIn(null);
    await this.update({ authKey });
  }

  loadSalts(dcId: number): Promise<Uint8Array | null> {
    return this.#storage.loadSalts(dcId);
  }

  saveSalts(dcId: number, packed: Uint8Array): Promise<void> {
    return this.#storage.saveSalts(dcId, packed);
  }

  /** The old home keeps its key among those of the other DCs: stored first, so that no crash can lose it. */
  async saveHomeDc(dcId: number, authKey: Uint8Array): Promise<void> {
    const { dcId: oldDcId, authKey: oldKey } = this.#session;
    if (oldKey !== null && oldDcId !== dcId) await this.#storage.saveAuthKey(oldDcId, oldKey);
    await this.update({ dcId, authKey });
  }

  loadSignIn(): Promise<Uint8Array | null> {
    return this.#storage.loadValue(SIGN_IN);
  }

  saveSignIn(state: Uint8Array | null): Promise<void> {
    return this.#storage.saveValue(SIGN_IN, state);
  }

  /** The account is stored first: a crash before the second write leaves a session that is signed in. */
  async completeSignIn(userId: number, isBot: boolean): Promise<void> {
    await this.update({ userId, isBot });
    await this.saveSignIn(null);
  }

  async loadTimeOffset(): Promise<number> {
    const stored = await this.#loadJson(TIME_OFFSET);
    this.#timeOffsetMs = typeof stored === "number" && Number.isFinite(stored) ? stored : 0;
    return this.#timeOffsetMs;
  }

  /** Server time less our wall clock, as it was last loaded or saved. */
  get timeOffsetMs(): number {
    return this.#timeOffsetMs;
  }

  saveTimeOffset(ms: number): Promise<void> {
    this.#timeOffsetMs = ms;
    return this.#saveJson(TIME_OFFSET, Math.round(ms));
  }

  /** Addresses that were given for a private server: the next start needs only the name. */
  async loadDcOptions(): Promise<readonly DcOption[] | null> {
    const stored = await this.#loadJson(DC_OPTIONS);
    return stored === null ? null : readDcOptions(stored, "stored dcOptions");
  }

  saveDcOptions(options: readonly DcOption[]): Promise<void> {
    return this.#saveJson(DC_OPTIONS, plainDcOptions(options));
  }

  loadTempKey(dcId: number): Promise<Uint8Array | null> {
    return this.#storage.loadValue(`temp_key:${dcId}`);
  }

  saveTempKey(dcId: number, packed: Uint8Array | null): Promise<void> {
    return this.#storage.saveValue(`temp_key:${dcId}`, packed);
  }

  loadSessionIds(dcId: number): Promise<Uint8Array | null> {
    return this.#storage.loadValue(`session_ids:${dcId}`);
  }

  saveSessionIds(dcId: number, packed: Uint8Array): Promise<void> {
    return this.#storage.saveValue(`session_ids:${dcId}`, packed);
  }

  loadConfig(): Promise<Uint8Array | null> {
    return this.#storage.loadValue(CONFIG);
  }

  saveConfig(config: Uint8Array): Promise<void> {
    return this.#storage.saveValue(CONFIG, config);
  }

  loadWinners(): Promise<Uint8Array | null> {
    return this.#storage.loadValue(WINNERS);
  }

  saveWinners(packed: Uint8Array): Promise<void> {
    return this.#storage.saveValue(WINNERS, packed);
  }

  loadFloodWaits(): Promise<Uint8Array | null> {
    return this.#storage.loadValue(FLOOD_WAITS);
  }

  saveFloodWaits(packed: Uint8Array): Promise<void> {
    return this.#storage.saveValue(FLOOD_WAITS, packed);
  }

  async #loadJson(key: string): Promise<unknown> {
    const bytes = await this.#storage.loadValue(key);
    return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString("utf8"));
  }

  #saveJson(key: string, value: unknown): Promise<void> {
    return this.#storage.saveValue(key, Buffer.from(JSON.stringify(value)));
  }
}

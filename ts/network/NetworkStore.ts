/** Where the network keeps what must outlive the process. Each promise resolves when the value is stored for good. */
export interface NetworkStore {
  loadAuthKey(dcId: number): Promise<Uint8Array | null>;
  saveAuthKey(dcId: number, authKey: Uint8Array): Promise<void>;
  loadSalts(dcId: number): Promise<Uint8Array | null>;
  saveSalts(dcId: number, packed: Uint8Array): Promise<void>;
  saveHomeDc(dcId: number, authKey: Uint8Array): Promise<void>;
  loadTimeOffset(): Promise<number>;
  saveTimeOffset(ms: number): Promise<void>;
  /** The temporary key of a DC's main connection, packed. */
  loadTempKey(dcId: number): Promise<Uint8Array | null>;
  /** `null` removes the key. */
  saveTempKey(dcId: number, packed: Uint8Array | null): Promise<void>;
  /** Sessions of a DC's main connection, packed. */
  loadSessionIds(dcId: number): Promise<Uint8Array | null>;
  saveSessionIds(dcId: number, packed: Uint8Array): Promise<void>;
  /** What is kept of the server's configuration. */
  loadConfig(): Promise<Uint8Array | null>;
  saveConfig(config: Uint8Array): Promise<void>;
  /** Which addresses answered last, packed. */
  loadWinners(): Promise<Uint8Array | null>;
  saveWinners(packed: Uint8Array): Promise<void>;
  /** Waits that the server has named, packed. */
  loadFloodWaits(): Promise<Uint8Array | null>;
  saveFloodWaits(packed: Uint8Array): Promise<void>;
}

/**
 * A map that keeps the entries used last: at least half as many as it has room for. It is two maps in turns: to put
 * each entry that is used at the end of one Map costs more, and leaves tables behind that the collector keeps.
 */
export class LruMap<K, V> {
  readonly #half: number;
  #newer = new Map<K, V>();
  /** What was not used since the turn is forgotten at the next one. */
  #older = new Map<K, V>();

  /** @param capacity entries that it holds at most; at least 2 */
  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  get(key: K): V | undefined {
    const newer = this.#newer.get(key);
    if (newer !== undefined) return newer;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: K, value: V): void {
    if (this.#newer.size >= this.#half && !this.#newer.has(key)) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
  }

  delete(key: K): void {
    this.#newer.delete(key);
    this.#older.delete(key);
  }

  *entries(): IterableIterator<[K, V]> {
    yield* this.#newer.entries();
    for (const entry of this.#older) if (!this.#newer.has(entry[0])) yield entry;
  }
}

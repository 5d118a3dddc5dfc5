/** Keys that are remembered at least; a difference repeats the newest messages at most (spec/client.md §4.4: about 100). */
const CAPACITY = 256;

/**
 * The updates of one box that were given out last, and those that were done when the process began. Two sets in turns:
 * keys taken out of a Set one by one leave tables behind, each of which keeps the next one from being collected.
 */
export class RecentKeys {
  #newer = new Set<string>();
  #older: ReadonlySet<string>;

  constructor(keys: Iterable<string>) {
    this.#older = new Set(keys);
  }

  /** @returns whether the key is new */
  add(key: string): boolean {
    if (this.#newer.has(key) || this.#older.has(key)) return false;
    this.#newer.add(key);
    if (this.#newer.size >= CAPACITY) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    return true;
  }
}

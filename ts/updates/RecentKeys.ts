/** Keys that are remembered; a difference repeats the newest messages at most (spec/client.md §4.4: about 100). */
const CAPACITY = 256;

/** The updates of one box that were given out last, and those that were done when the process began. */
export class RecentKeys {
  readonly #keys: Set<string>;
  readonly #capacity: number;

  constructor(keys: Iterable<string>) {
    this.#keys = new Set(keys);
    this.#capacity = CAPACITY + this.#keys.size;
  }

  /** @returns whether the key is new */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > this.#capacity) {
      const [oldest] = this.#keys;
      if (oldest !== undefined) this.#keys.delete(oldest);
    }
    return true;
  }
}

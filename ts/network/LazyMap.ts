/**
 * A map that takes memory only while something is in it. An empty `Map` takes two hundred bytes, and each account has
 * dozens that it may never use.
 */
export class LazyMap<K, V> {
  #map: Map<K, V> | null = null;

  get size(): number {
    return this.#map?.size ?? 0;
  }

  get(key: K): V | undefined {
    return this.#map?.get(key);
  }

  has(key: K): boolean {
    return this.#map?.has(key) ?? false;
  }

  set(key: K, value: V): void {
    this.#map ??= new Map();
    this.#map.set(key, value);
  }

  /** @returns whether it was there */
  delete(key: K): boolean {
    const map = this.#map;
    if (map === null || !map.delete(key)) return false;
    if (map.size === 0) this.#map = null;
    return true;
  }

  clear(): void {
    this.#map = null;
  }

  keys(): IterableIterator<K> {
    return (this.#map ?? NOTHING).keys();
  }

  values(): IterableIterator<V> {
    return (this.#map ?? NOTHING).values();
  }

  entries(): IterableIterator<[K, V]> {
    return (this.#map ?? NOTHING).entries();
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.entries();
  }
}

const NOTHING = new Map<never, never>();

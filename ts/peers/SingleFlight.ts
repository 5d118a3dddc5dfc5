import { LazyMap } from "../network/index.js";

/** Whoever asks for what is being fetched already waits for the same answer. */
export class SingleFlight<K, V> {
  readonly #running = new LazyMap<K, Promise<V>>();

  run(key: K, fetch: () => Promise<V>): Promise<V> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const started = fetch().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }
}

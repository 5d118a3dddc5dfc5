import type { Step } from "./counters.js";

/** Updates of one counter that cannot be applied yet, in the order in which they will be. */
export class GapList<T extends Step> {
  readonly #capacity: number;
  #items: T[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  /** Keeps an update, once however often it comes. @returns false when the list is full: it is not kept */
  add(item: T): boolean {
    // Updates mostly come in order: the place is near the end.
    let place = this.#items.length;
    for (let before = this.#items[place - 1]; before !== undefined; before = this.#items[place - 1]) {
      const distance = startOf(before) - startOf(item) || before.at - item.at;
      // Several updates may move nothing at the same place: no telling whether they are the same.
      if (distance === 0 && item.count !== 0) return true;
      if (distance <= 0) break;
      place -= 1;
    }
    if (this.#items.length >= this.#capacity) return false;
    if (place === this.#items.length) this.#items.push(item);
    else this.#items.splice(place, 0, item);
    return true;
  }

  /** Takes the first one out. */
  shift(): T | undefined {
    return this.#items.shift();
  }

  takeAll(): T[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  clear(): void {
    this.#items = [];
  }
}

function startOf({ at, count }: Step): number {
  return at - count;
}

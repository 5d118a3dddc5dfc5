/** What can be in one bag at a time. */
export interface Bagged {
  /** The bag's own business. */
  place: number;
}

/** Things in no order. A Set would hash each that comes, and leave tables behind as they go. */
export class Bag<T extends Bagged> implements Iterable<T> {
  readonly #things: T[] = [];

  get size(): number {
    return this.#things.length;
  }

  add(thing: T): void {
    thing.place = this.#things.length;
    this.#things.push(thing);
  }

  /** Takes out one that is in it: the last one gets its place. */
  delete(thing: T): void {
    const last = this.#things.pop();
    if (last === undefined || last === thing) return;
    this.#things[thing.place] = last;
    last.place = thing.place;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#things.values();
  }
}

/** What can be in one bag at a time. */
export interface Bagged {
  /** The bag's own business. */
  place: number;
}

/**
 * Things in no order. A Set would hash each that comes, and leave tables behind as they go; an array that is popped gives
 * its memory back, and gets new memory for the next one.
 */
export class Bag<T extends Bagged> implements Iterable<T> {
  readonly #things: (T | undefined)[] = [];
  /** Places from here on are free. */
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(thing: T): void {
    thing.place = this.#size;
    this.#things[this.#size] = thing;
    this.#size += 1;
  }

  /** Takes out one that is in it: the last one gets its place. */
  delete(thing: T): void {
    this.#size -= 1;
    const last = this.#things[this.#size];
    this.#things[this.#size] = undefined;
    if (last === undefined || last === thing) return;
    this.#things[thing.place] = last;
    last.place = thing.place;
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let place = 0; place < this.#size; place++) {
      const thing = this.#things[place];
      if (thing !== undefined) yield thing;
    }
  }
}

/**
 * A list whose elements are read when they are asked for, each once. Of an answer with a hundred messages a program
 * often needs a few, and the reading of texts is what costs. The list keeps all bytes of its answer alive.
 */
export class LazyList<T> implements Iterable<T> {
  readonly length: number;
  readonly #read: (index: number) => T;
  /** Those that were asked for, at their places. */
  readonly #items: (T | undefined)[] = [];

  /** @param read gives the element at a valid index; called once for each that is asked for */
  constructor(length: number, read: (index: number) => T) {
    this.length = length;
    this.#read = read;
  }

  /**
   * The element at `index`; from the end when it is negative. Undefined where there is none.
   * @throws TlError when its bytes are damaged inside
   */
  at(index: number): T | undefined {
    const place = Math.trunc(index < 0 ? index + this.length : index);
    if (!(place >= 0 && place < this.length)) return undefined;
    return (this.#items[place] ??= this.#read(place));
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let index = 0; index < this.length; index++) yield this.at(index) as T;
  }

  /** All elements as an array, for JSON as well. */
  toJSON(): T[] {
    return [...this];
  }
}

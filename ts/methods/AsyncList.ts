/** A long list that is fetched page by page while it is gone through. Going through it again fetches it again. */
export interface AsyncList<T> extends AsyncIterable<T> {
  /** Everything at once, or the first `limit` items. @throws RangeError for a limit below 0 or not whole */
  collect(limit?: number): Promise<T[]>;
}

/** What every long list takes. */
export interface ListOptions {
  /** How many items at most. @default all of them */
  readonly limit?: number | undefined;
  /** Ends the list: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Items of one page, and whether there is another. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly isLast: boolean;
}

/**
 * A list of pages. `start` begins anew for whoever goes through the list; it returns the function that fetches the
 * next page, of at most `size` items. A page that is empty is the last.
 *
 * @param pageSize most items that the server gives at once
 */
export function asyncList<T>({ limit, signal }: ListOptions, pageSize: number, start: () => (size: number) => Promise<Page<T>>): AsyncList<T> {
  const most = checkLimit(limit) ?? Infinity;
  async function* generate(atMost: number): AsyncGenerator<T, void, undefined> {
    const next = start();
    let left = Math.min(most, atMost);
    while (left > 0) {
      signal?.throwIfAborted();
      const { items, isLast } = await next(Math.min(left, pageSize));
      for (const item of items.slice(0, left)) {
        yield item;
        signal?.throwIfAborted();
      }
      left -= items.length;
      if (isLast || items.length === 0) return;
    }
  }
  return {
    [Symbol.asyncIterator]: () => generate(Infinity),
    async collect(atMost) {
      const items: T[] = [];
      for await (const item of generate(checkLimit(atMost) ?? Infinity)) items.push(item);
      return items;
    },
  };
}

function checkLimit(limit: unknown): number | undefined {
  if (limit === undefined) return undefined;
  if (typeof limit !== "number") throw new TypeError("limit must be a number");
  if (limit !== Infinity && (!Number.isSafeInteger(limit) || limit < 0)) throw new RangeError(`limit must be a whole number, 0 or more, got ${limit}`);
  return limit;
}

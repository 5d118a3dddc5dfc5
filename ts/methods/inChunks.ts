/** Calls for as many items at once as Telegram takes, one call after the other; the answers in one list. */
export async function inChunks<T, R>(items: readonly T[], size: number, call: (chunk: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += size) results.push(...(await call(items.slice(start, start + size))));
  return results;
}

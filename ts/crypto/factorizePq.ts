import { factorizePq as native, factorizePqAsync as nativeAsync } from "../native.js";

/**
 * The two primes whose product is `pq`, the smaller one first: the small puzzle that a server sets
 * before it makes an auth key. Takes microseconds for such numbers.
 *
 * @throws {TypeError} when pq is no bigint.
 * @throws {RangeError} when pq is not below 2^64, or not the product of two primes.
 */
export function factorizePq(pq: bigint): [bigint, bigint] {
  check(pq);
  try {
    return pair(native(pq));
  } catch (error) {
    throw asRangeError(error);
  }
}

/** {@link factorizePq} off the event loop. */
export async function factorizePqAsync(pq: bigint): Promise<[bigint, bigint]> {
  check(pq);
  try {
    return pair(await nativeAsync(pq));
  } catch (error) {
    throw asRangeError(error);
  }
}

function check(pq: unknown): void {
  if (typeof pq !== "bigint") throw new TypeError(`pq must be a bigint, got ${pq === null ? "null" : typeof pq}`);
  if (pq < 0n || pq >= 2n ** 64n) throw new RangeError("pq must be from 0 to 2^64 - 1");
}

function pair(factors: readonly bigint[]): [bigint, bigint] {
  const [p, q] = factors;
  if (p === undefined || q === undefined) throw new Error("the addon returned no factors");
  return [p, q];
}

function asRangeError(error: unknown): unknown {
  const isVerdict = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PQ");
  return isVerdict ? new RangeError(`pq must be the product of two primes: ${error.message}`, { cause: error }) : error;
}

import { checkPrimeSync, generatePrimeSync, randomInt } from "node:crypto";

import test from "ava";

import { factorizePq, factorizePqAsync } from "../../ts/crypto/index.js";
import { vectors } from "./vectors.js";

for (const { pq, p, q } of vectors<{ pq: string; p: string; q: string }>("pq")) {
  test(`pq known answer: 0x${pq}`, async (t) => {
    const expected: [bigint, bigint] = [BigInt(`0x${p}`), BigInt(`0x${q}`)];
    t.deepEqual(factorizePq(BigInt(`0x${pq}`)), expected);
    t.deepEqual(await factorizePqAsync(BigInt(`0x${pq}`)), expected);
  });
}

test("random products of two primes of 2 to 32 bits are taken apart", async (t) => {
  for (let round = 0; round < 300; round++) {
    const [a, b] = [randomInt(2, 33), randomInt(2, 33)].map((bits) => generatePrimeSync(bits, { bigint: true }));
    if (a === undefined || b === undefined) return t.fail();
    const expected: [bigint, bigint] = a < b ? [a, b] : [b, a];
    t.deepEqual(factorizePq(a * b), expected);
    if (round % 10 === 0) t.deepEqual(await factorizePqAsync(a * b), expected);
  }
});

test("squares of primes and the largest product are taken apart", (t) => {
  t.deepEqual(factorizePq(4n), [2n, 2n]);
  t.deepEqual(factorizePq(4294967291n ** 2n), [4294967291n, 4294967291n]);
  t.deepEqual(factorizePq(4294967279n * 4294967291n), [4294967279n, 4294967291n]);
});

const WRONG: readonly (readonly [what: string, pq: unknown, error: ErrorConstructor, message: RegExp])[] = [
  ["0", 0n, RangeError, /pq must be the product of two primes/],
  ["1", 1n, RangeError, /pq must be the product of two primes/],
  ["a prime", 2n ** 61n - 1n, RangeError, /is prime/],
  ["three primes", 3n * 5n * 7n, RangeError, /more than two prime factors/],
  ["a negative number", -15n, RangeError, /pq must be from 0/],
  ["2^64", 2n ** 64n, RangeError, /pq must be from 0/],
  ["2^64 + 15", 2n ** 64n + 15n, RangeError, /pq must be from 0/],
  ["a number", 15, TypeError, /pq must be a bigint, got number/],
  ["a string", "15", TypeError, /pq must be a bigint, got string/],
  ["nothing", undefined, TypeError, /pq must be a bigint, got undefined/],
  ["null", null, TypeError, /pq must be a bigint, got null/],
  ["bytes", Buffer.from([15]), TypeError, /pq must be a bigint, got object/],
];
for (const [what, pq, error, message] of WRONG) {
  test(`pq that is ${what} is refused`, async (t) => {
    t.throws(() => factorizePq(pq as bigint), { instanceOf: error, message });
    await t.throwsAsync(factorizePqAsync(pq as bigint), { instanceOf: error, message });
  });
}

test("a hundred factorisations off-thread at once all come back", async (t) => {
  const primes = Array.from({ length: 100 }, () => generatePrimeSync(31, { bigint: true }));
  const [first = 2n] = primes;
  const results = await Promise.all(primes.map((prime) => factorizePqAsync(prime * first)));
  t.true(results.every(([p, q], index) => p <= q && p * q === (primes[index] ?? 0n) * first && checkPrimeSync(p)));
});

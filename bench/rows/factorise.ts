import type { Figure, Sampling } from "../measure.js";
import { FULL, summarise } from "../measure.js";
import type { Peer } from "../Peer.js";
import type { Row } from "../Row.js";
import { bytes } from "./bytes.js";

/**
 * The mean over many products of two 31-bit primes, such as servers send. One number tells little:
 * the time of one factorisation varies tenfold with it.
 */
export const factoriseRow: Row = {
  name: "factorise-pq",
  unit: "us",
  better: "lower",
  async measure(peers, sampling) {
    const entries = peers.flatMap((peer) => {
      if (peer.factorize === undefined) return [];
      return [{ peer, factorize: peer.factorize, numbers: numbersFor(peer, sampling) }];
    });
    const means = new Map<string, number[]>();
    for (let round = 0; round < 3; round++) {
      for (const { peer, factorize, numbers } of entries) {
        // CPU time: seconds of work in one go are interrupted by whatever else runs.
        const before = process.cpuUsage();
        for (const pq of numbers) {
          const [p, q] = factorize(pq);
          if (p * q !== pq || p >= q) throw new Error(`${peer.name} says ${pq} = ${p} * ${q}`);
        }
        const { user, system } = process.cpuUsage(before);
        const meanUs = (user + system) / numbers.length;
        means.set(peer.name, [...(means.get(peer.name) ?? []), meanUs]);
      }
    }
    return new Map([...means].map(([name, values]): [string, Figure] => [name, summarise(values)]));
  },
};

/** All take from one list; those that need milliseconds for each take fewer. */
function numbersFor(peer: Peer, { rounds }: Sampling): bigint[] {
  const isQuick = rounds < FULL.rounds;
  if (peer.name === "ours") return products(isQuick ? 500 : 5000);
  if (peer.name === "mtcute") return products(isQuick ? 10 : 150);
  return products(isQuick ? 3 : 40);
}

function products(count: number): bigint[] {
  const random = new DataView(Uint8Array.from(bytes(count * 64, "pq")).buffer);
  let at = 0;
  const prime = (): number => {
    for (;;) {
      const candidate = (random.getUint32(at % random.byteLength, true) | 0x40000001) & 0x7fffffff;
      at += 4;
      for (let next = candidate; next < candidate + 400 && next < 2 ** 31; next += 2) {
        if (isPrime(next)) return next;
      }
    }
  };
  return Array.from({ length: count }, () => {
    const p = prime();
    for (;;) {
      const q = prime();
      if (q !== p) return BigInt(p) * BigInt(q);
    }
  });
}

/** By trial division: fast enough for numbers below 2^31. */
function isPrime(value: number): boolean {
  for (let divisor = 3; divisor * divisor <= value; divisor += 2) {
    if (value % divisor === 0) return false;
  }
  return true;
}

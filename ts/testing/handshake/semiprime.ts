import { randomInt } from "node:crypto";

/** A product of two primes for a client to take apart. */
export interface Semiprime {
  /** Big-endian without leading zeros, as are `p` and `q`. */
  readonly pq: Buffer;
  /** The smaller factor. */
  readonly p: Buffer;
  readonly q: Buffer;
}

/** Makes a fresh `pq` of two different primes just below 2^31, as Telegram's servers do. */
export function makeSemiprime(): Semiprime {
  const one = randomPrime();
  let other = randomPrime();
  while (other === one) other = randomPrime();
  const [p, q] = one < other ? [one, other] : [other, one];
  return { pq: bigEndian(BigInt(p) * BigInt(q)), p: bigEndian(BigInt(p)), q: bigEndian(BigInt(q)) };
}

function randomPrime(): number {
  for (;;) {
    const candidate = randomInt(2 ** 30, 2 ** 31) | 1;
    if (isPrime(candidate)) return candidate;
  }
}

/** Miller–Rabin with the bases that decide for certain below 3,215,031,751. */
function isPrime(candidate: number): boolean {
  const n = BigInt(candidate);
  let odd = n - 1n;
  let twos = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) twos += 1;
  return [2n, 3n, 5n, 7n].every((base) => {
    let x = power(base, odd, n);
    if (x === 1n || x === n - 1n) return true;
    for (let round = 1; round < twos; round++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function bigEndian(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length & 1), "0"), "hex");
}

import { createHash, pbkdf2Sync, randomBytes } from "node:crypto";

import test from "ava";

import { checkDhGroup, modPow } from "../../ts/crypto/diffieHellman.js";
import { srpAnswer, srpVerifier } from "../../ts/crypto/srp.js";
import { hex, vectors } from "./vectors.js";

interface SrpCase {
  readonly kind: string;
  readonly password: string;
  readonly salt1: string;
  readonly salt2: string;
  readonly g: number;
  readonly p: string;
  readonly srp_B: string;
  readonly x: string;
  readonly new_password_hash: string;
}

const srpCase = vectors<SrpCase>("srp").find(({ kind }) => kind === "srp");
const verifierCase = vectors<SrpCase>("srp").find(({ kind }) => kind === "new_password_hash");
if (srpCase === undefined || verifierCase === undefined) throw new Error("srp.json has changed");
const PRIME = hex(srpCase.p);
const P = number(PRIME);

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex") || "0"}`);
}

function bytes256(value: bigint): Buffer {
  return hex(value.toString(16).padStart(512, "0"));
}

function power(base: bigint, exponent: bigint, modulus = P): bigint {
  let result = 1n;
  for (let factor = base % modulus, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result % modulus;
}

const hash = (...parts: readonly Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();

/** x of the password (core.telegram.org/api/srp), on node:crypto. */
function passwordHash(password: Uint8Array, salt1: Uint8Array, salt2: Uint8Array): bigint {
  const salted = (data: Uint8Array, salt: Uint8Array): Buffer => hash(salt, data, salt);
  const inner = salted(salted(password, salt1), salt2);
  return number(salted(pbkdf2Sync(inner, salt1, 100_000, 64, "sha512"), salt2));
}

test("the reference of this test derives the known x", (t) => {
  const x = passwordHash(hex(srpCase.password), hex(srpCase.salt1), hex(srpCase.salt2));
  t.is(x, BigInt(`0x${srpCase.x}`));
});

test("the verifier of a new password is the known one", async (t) => {
  const { password, salt1, salt2, g, p, new_password_hash } = verifierCase;
  const verifier = await srpVerifier(hex(password).toString(), { salt1: hex(salt1), salt2: hex(salt2), g, p: hex(p) });
  t.is(verifier.toString("hex"), new_password_hash);
});

test("a server that knows the verifier alone accepts the proof, and not one of another password", async (t) => {
  for (const password of ["qwer1234", "пароль 🔑 with spaces ", ""]) {
    const algorithm = { salt1: randomBytes(40), salt2: randomBytes(16), g: 3, p: PRIME };
    const x = passwordHash(Buffer.from(password), algorithm.salt1, algorithm.salt2);
    const v = power(3n, x);
    t.is(number(await srpVerifier(password, algorithm)), v);

    const k = number(hash(PRIME, bytes256(3n)));
    const b = number(randomBytes(256));
    const srpB = bytes256((k * v + power(3n, b)) % P);
    const expected = (a: Uint8Array): Buffer => {
      const u = number(hash(a, srpB));
      const session = hash(bytes256(power(number(a) * power(v, u), b)));
      const mixed = Buffer.from(hash(PRIME).map((byte, index) => byte ^ (hash(bytes256(3n))[index] ?? 0)));
      return hash(mixed, hash(algorithm.salt1), hash(algorithm.salt2), a, srpB, session);
    };
    const right = await srpAnswer(password, algorithm, srpB);
    t.is(right.a.byteLength, 256);
    t.true(right.m1.equals(expected(right.a)));
    const wrong = await srpAnswer(`${password}x`, algorithm, srpB);
    t.false(wrong.m1.equals(expected(wrong.a)));
    t.false(wrong.a.equals(right.a));
  }
});

const ALGORITHM = { salt1: randomBytes(40), salt2: randomBytes(16), g: 3, p: PRIME };

for (const [what, srpB] of [
  ["0", Buffer.alloc(256)],
  ["p", PRIME],
  ["above p", Buffer.alloc(256, 0xff)],
  ["empty", Buffer.alloc(0)],
  ["247 bytes long", Buffer.alloc(247, 1)],
  ["257 bytes long", Buffer.alloc(257, 1)],
] as const) {
  test(`no proof is made for a srp_B that is ${what}`, async (t) => {
    await t.throwsAsync(srpAnswer("secret", ALGORITHM, srpB), { code: "ERR_SRP_PUBLIC_VALUE" });
  });
}

for (const [what, g, p, code] of [
  ["g = 1", 1, PRIME, "ERR_DH_GENERATOR"],
  ["a generator of the wrong subgroup", 2, PRIME, "ERR_DH_GENERATOR"],
  ["g = -3", -3, PRIME, "ERR_DH_GENERATOR"],
  ["a composite prime", 3, bytes256(P - 2n), /^ERR_DH/],
  ["a short prime", 3, PRIME.subarray(128), "ERR_DH_PRIME_LENGTH"],
  ["no prime", 3, Buffer.alloc(0), "ERR_DH_PRIME_LENGTH"],
  ["a prime of 1 MiB", 3, Buffer.alloc(1 << 20, 0xff), "ERR_DH_PRIME_LENGTH"],
] as const) {
  test(`a group with ${what} is refused before the password is used`, async (t) => {
    for (const attempt of [checkDhGroup(g, p), srpVerifier("secret", { ...ALGORITHM, g, p }), srpAnswer("secret", { ...ALGORITHM, g, p }, Buffer.alloc(256, 1))]) {
      const error = await t.throwsAsync(attempt);
      t.regex(String((error as { code?: unknown }).code), new RegExp(code));
    }
  });
}

test("the known group passes", async (t) => {
  await t.notThrowsAsync(checkDhGroup(3, PRIME));
});

test("wrong types are refused by the parameter's name", async (t) => {
  await t.throwsAsync(srpAnswer(5 as unknown as string, ALGORITHM, PRIME), { instanceOf: TypeError, message: /^password / });
  await t.throwsAsync(srpAnswer("a", { ...ALGORITHM, g: 2 ** 32 + 3 }, PRIME), { instanceOf: RangeError, message: /^g / });
  await t.throwsAsync(srpAnswer("a", { ...ALGORITHM, g: 3n as unknown as number }, PRIME), { instanceOf: TypeError, message: /^g / });
  await t.throwsAsync(srpAnswer("a", { ...ALGORITHM, salt1: "x" as unknown as Buffer }, PRIME), { instanceOf: TypeError, message: /^salt1 / });
  await t.throwsAsync(modPow(PRIME, PRIME, PRIME.subarray(1)), { instanceOf: RangeError, message: /^modulus / });
});

test("modPow agrees with BigInt for random numbers and at the borders", async (t) => {
  const cases: [bigint, bigint][] = [[0n, 0n], [0n, 5n], [1n, P], [P - 1n, 2n], [2n, 0n], [3n, P - 1n]];
  for (let round = 0; round < 6; round++) cases.push([number(randomBytes(256)), number(randomBytes(256))]);
  for (const [base, exponent] of cases) {
    const result = await modPow(bytes256(base), bytes256(exponent), PRIME);
    t.true(result.equals(bytes256(power(base, exponent))), `${base} ^ ${exponent}`);
  }
});

for (const [what, modulus] of [["0", 0n], ["1", 1n], ["even", P - 1n]] as const) {
  test(`modPow refuses a modulus that is ${what}`, async (t) => {
    const error = await t.throwsAsync(modPow(bytes256(2n), bytes256(2n), bytes256(modulus)));
    t.regex(String((error as { code?: unknown }).code), /^ERR_/);
  });
}

test("arguments may be changed or transferred while the work runs", async (t) => {
  const base = new Uint8Array(randomBytes(256));
  const expected = bytes256(power(number(base), 65537n));
  const exponent = bytes256(65537n);
  const result = modPow(base, exponent, PRIME);
  exponent.fill(0);
  structuredClone(base.buffer, { transfer: [base.buffer] });
  t.true((await result).equals(expected));
});

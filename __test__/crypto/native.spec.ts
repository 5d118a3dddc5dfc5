import { randomBytes } from "node:crypto";

import test from "ava";

import * as native from "../../ts/native.js";

// The addon itself, without the checks in TypeScript before it: whatever comes, it throws an error
// with a code or does its work; it never wraps a number, and never touches memory it should not.

const detached = new Uint8Array(32);
structuredClone(detached.buffer, { transfer: [detached.buffer] });
const shared = new Uint8Array(new SharedArrayBuffer(256));
const empty = new Uint8Array();
const key = randomBytes(32);

const VALUES: readonly unknown[] = [
  undefined, null, true, 0, -1, 1.5, Number.NaN, 2 ** 53, "text", Symbol("s"), 5n, -5n, 2n ** 70n, {}, [], () => {},
  new Uint16Array(8), new Float64Array(4), new DataView(new ArrayBuffer(32)), new ArrayBuffer(32), detached, shared, empty, randomBytes(15),
  new Proxy(new Uint8Array(32), {}),
];

type Loose = (...values: readonly unknown[]) => unknown;
const FUNCTIONS: readonly (readonly [name: string, parameters: readonly unknown[]])[] = [
  ["igeEncryptInPlace", [randomBytes(32), key, key]],
  ["igeDecryptInPlace", [randomBytes(32), key, key]],
  ["sha1", [key]],
  ["sha256", [key]],
  ["factorizePq", [15n]],
  ["factorizePqAsync", [15n]],
  ["modPow", [key, key, randomBytes(256)]],
  ["checkDhGroup", [3, randomBytes(255)]],
  ["srpAnswer", [key, key, key, 3, randomBytes(255), key]],
  ["srpVerifier", [key, key, key, 3, randomBytes(255)]],
  ["sealMessage", [randomBytes(256), false, 1n, 2n, 3n, 4, randomBytes(4)]],
  ["openMessage", [randomBytes(256), false, randomBytes(88)]],
];

for (const [name, parameters] of FUNCTIONS) {
  test(`${name} survives every kind of value in every place`, async (t) => {
    const call = (native as unknown as Record<string, Loose>)[name];
    if (call === undefined) return t.fail(`${name} is not exported`);
    for (const place of parameters.keys()) {
      for (const value of VALUES) {
        const values = parameters.map((parameter, index) => (index === place ? value : parameter));
        try {
          await call(...values);
        } catch (error) {
          t.true(error instanceof Error && "code" in error && typeof error.code === "string");
        }
      }
    }
    t.throws(() => call());
  });
}

test("a big integer is not cut to 64 bits, nor its sign dropped", (t) => {
  for (const pq of [-15n, 2n ** 64n + 15n, 2n ** 128n + 15n]) t.throws(() => native.factorizePq(pq), { code: "ERR_ARGUMENT" });
  const [authKey, body] = [randomBytes(256), randomBytes(16)];
  for (const wrong of [2n ** 63n, -(2n ** 63n) - 1n, 2n ** 64n, 2n ** 127n]) {
    t.throws(() => native.sealMessage(authKey, false, wrong, 1n, 1n, 1, body), { code: "ERR_ARGUMENT" });
    t.throws(() => native.sealMessage(authKey, false, 1n, wrong, 1n, 1, body), { code: "ERR_ARGUMENT" });
    t.throws(() => native.sealMessage(authKey, false, 1n, 1n, wrong, 1, body), { code: "ERR_ARGUMENT" });
  }
  for (const wrong of [2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN, Infinity]) {
    t.throws(() => native.sealMessage(authKey, false, 1n, 1n, 1n, wrong, body), { code: "ERR_ARGUMENT" });
  }
});

test("lengths are checked in the addon as well", (t) => {
  for (const length of [0, 16, 31, 33]) {
    const wrong = randomBytes(length);
    t.throws(() => native.igeEncryptInPlace(randomBytes(32), wrong, key), { code: "ERR_ARGUMENT" });
    t.throws(() => native.igeDecryptInPlace(randomBytes(32), key, wrong), { code: "ERR_ARGUMENT" });
    t.throws(() => new native.Ctr(wrong, randomBytes(16)), { code: "ERR_ARGUMENT" });
  }
  const error = t.throws(() => native.igeEncryptInPlace(randomBytes(17), key, key));
  t.regex(String((error as { code?: unknown }).code), /^ERR_/);
});

test("shared memory is refused by the addon as well", (t) => {
  t.throws(() => native.sha256(shared));
  t.throws(() => native.igeEncryptInPlace(shared, key, key));
  t.throws(() => new native.Ctr(key, randomBytes(16)).process(shared));
});

import { randomBytes } from "node:crypto";

import test from "ava";

import { igeEncrypt } from "../../ts/crypto/index.js";
import * as native from "../../ts/native.js";

// The addon itself, without the checks in TypeScript before it: whatever comes, it throws an error
// with a code or does its work; it never wraps a number, and never touches memory it should not.

const detached = new Uint8Array(32);
structuredClone(detached.buffer, { transfer: [detached.buffer] });
const shared = new Uint8Array(new SharedArrayBuffer(256));
const empty = new Uint8Array();
const key = randomBytes(32);

const stream = new native.Ctr(key, randomBytes(16));

const VALUES: readonly unknown[] = [
  undefined, null, true, 0, -1, 1.5, Number.NaN, 2 ** 53, "text", Symbol("s"), 5n, -5n, 2n ** 70n, {}, [], () => {},
  new Uint16Array(8), new Float64Array(4), new DataView(new ArrayBuffer(32)), new ArrayBuffer(32), detached, shared, empty, randomBytes(15),
  new Proxy(new Uint8Array(32), {}),
];

type Loose = (...values: readonly unknown[]) => unknown;
const FUNCTIONS: readonly (readonly [name: string, parameters: readonly unknown[]])[] = [
  ["factorizePq", [15n]],
  ["factorizePqAsync", [15n]],
  ["modPow", [key, key, randomBytes(256)]],
  ["checkDhGroup", [3, randomBytes(255)]],
  ["srpAnswer", [key, key, key, 3, randomBytes(255), key]],
  ["srpVerifier", [key, key, key, 3, randomBytes(255)]],
];

const RAW: readonly (readonly [name: keyof typeof native.raw, parameters: readonly unknown[]])[] = [
  ["igeEncrypt", [randomBytes(32), key, key]],
  ["igeDecrypt", [randomBytes(32), key, key]],
  ["igeEncryptInto", [randomBytes(32), key, key, Buffer.alloc(32), 0]],
  ["igeDecryptInto", [randomBytes(32), key, key, Buffer.alloc(32), 0]],
  ["ctrProcess", [stream.number, Buffer.alloc(32)]],
  ["ctrProcessInto", [stream.number, randomBytes(32), Buffer.alloc(32), 0]],
  ["sha1", [key, Buffer.alloc(20)]],
  ["sha256", [key, Buffer.alloc(32)]],
  ["sealMessage", [randomBytes(256), false, 1n, 2n, 3n, 4, randomBytes(4), Buffer.alloc(164), 0]],
  ["openMessage", [randomBytes(256), false, randomBytes(88), Buffer.alloc(88), 0]],
];

const CALLS: readonly (readonly [name: string, call: Loose | undefined, parameters: readonly unknown[]])[] = [
  ...FUNCTIONS.map(([name, parameters]) => [name, (native as unknown as Record<string, Loose>)[name], parameters] as const),
  ...RAW.map(([name, parameters]) => [`raw.${name}`, native.raw[name] as Loose, parameters] as const),
];

for (const [name, call, parameters] of CALLS) {
  test(`${name} survives every kind of value in every place`, async (t) => {
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
    // Raw primitives answer false, which TypeScript looks into.
    if (!/^raw\.(?:ige|sha|ctr)/.test(name)) t.throws(() => call());
    else t.false(call());
  });
}

test("a big integer is not cut to 64 bits, nor its sign dropped", (t) => {
  for (const pq of [-15n, 2n ** 64n + 15n, 2n ** 128n + 15n]) t.throws(() => native.factorizePq(pq), { code: "ERR_ARGUMENT" });
  const [authKey, body, out] = [randomBytes(256), randomBytes(16), Buffer.alloc(176)];
  for (const wrong of [2n ** 63n, -(2n ** 63n) - 1n, 2n ** 64n, 2n ** 127n]) {
    t.throws(() => native.raw.sealMessage(authKey, false, wrong, 1n, 1n, 1, body, out, 0), { code: "ERR_ARGUMENT" });
    t.throws(() => native.raw.sealMessage(authKey, false, 1n, wrong, 1n, 1, body, out, 0), { code: "ERR_ARGUMENT" });
    t.throws(() => native.raw.sealMessage(authKey, false, 1n, 1n, wrong, 1, body, out, 0), { code: "ERR_ARGUMENT" });
  }
  for (const wrong of [2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN, Infinity]) {
    t.throws(() => native.raw.sealMessage(authKey, false, 1n, 1n, 1n, wrong, body, out, 0), { code: "ERR_ARGUMENT" });
  }
});

test("lengths are checked in the addon as well", (t) => {
  for (const length of [0, 16, 31, 33]) {
    const wrong = randomBytes(length);
    const data = Buffer.alloc(32);
    t.false(native.raw.igeEncrypt(data, wrong, key));
    t.false(native.raw.igeDecrypt(data, key, wrong));
    t.true(data.every((byte) => byte === 0));
    t.throws(() => new native.Ctr(wrong, randomBytes(16)), { code: "ERR_ARGUMENT" });
  }
  t.false(native.raw.igeEncrypt(randomBytes(17), key, key));
  t.false(native.raw.sha1(key, Buffer.alloc(19)));
  t.false(native.raw.sha256(key, Buffer.alloc(31)));
  const [authKey, body] = [randomBytes(256), randomBytes(16)];
  t.throws(() => native.raw.sealMessage(authKey, false, 1n, 1n, 1n, 1, body, Buffer.alloc(175), 0), { instanceOf: RangeError, message: /^out / });
  t.throws(() => native.raw.openMessage(authKey, false, body, Buffer.alloc(15), 0), { instanceOf: RangeError, message: /^out / });
});

test("room is asked for where it is wanted, not at the beginning", (t) => {
  const data = Buffer.alloc(32);
  const stream = new native.Ctr(key, randomBytes(16));
  const out = Buffer.alloc(64, 7);
  for (const offset of [33, 64, 65, 2 ** 32 - 1, 2 ** 32, -1, 0.5, Number.NaN]) {
    t.false(native.raw.igeEncryptInto(data, key, key, out, offset));
    t.false(native.raw.igeDecryptInto(data, key, key, out, offset));
    t.false(native.raw.ctrProcessInto(stream.number, data, out, offset));
  }
  t.true(out.every((byte) => byte === 7));
  t.true(native.raw.igeEncryptInto(data, key, key, out, 32));
  t.true(out.subarray(0, 32).every((byte) => byte === 7));
  t.deepEqual(out.subarray(32), igeEncrypt(data, key, key));
});

test("a stream is found by its own number alone", (t) => {
  const data = Buffer.alloc(16);
  const { number } = new native.Ctr(key, randomBytes(16));
  for (const wrong of [0, -1, number + 0.5, number + 1000, 2 ** 64, Number.NaN]) t.false(native.raw.ctrProcess(wrong, data));
  t.true(data.every((byte) => byte === 0));
});

test("a packet may be opened where it is, and a body sealed into its own memory", (t) => {
  const authKey = randomBytes(256);
  const memory = Buffer.alloc(176, 5);
  const length = native.raw.sealMessage(authKey, false, 1n, 2n, 3n, 4, memory.subarray(0, 16), memory, 0);
  const packet = memory.subarray(0, length);
  t.is(native.raw.openMessage(authKey, false, packet, packet, 0), 16);
  t.deepEqual(packet.subarray(56, 72), Buffer.alloc(16, 5));
});

test("shared memory is refused by the addon as well", (t) => {
  t.false(native.raw.sha256(shared, Buffer.alloc(32)));
  t.false(native.raw.sha256(key, shared));
  t.false(native.raw.igeEncrypt(shared, key, key));
  t.false(native.raw.ctrProcess(new native.Ctr(key, randomBytes(16)).number, shared));
});

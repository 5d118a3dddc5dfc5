import { randomBytes } from "node:crypto";
import { runInNewContext } from "node:vm";

import test from "ava";

import { createCtr, igeDecrypt, igeDecryptInPlace, igeEncrypt, igeEncryptInPlace, modPow, sha1, sha256 } from "../../ts/crypto/index.js";

const good = { data: new Uint8Array(32), key: new Uint8Array(32), iv: new Uint8Array(32), ctrIv: new Uint8Array(16) };

function detached(byteLength: number): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

const NO_BYTES: readonly (readonly [what: string, value: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "00".repeat(16)],
  ["a number", 32],
  ["an array", Array.from({ length: 32 }, () => 0)],
  ["an object", { length: 32, byteLength: 32 }],
  ["an ArrayBuffer", new ArrayBuffer(32)],
  ["a DataView", new DataView(new ArrayBuffer(32))],
  ["a Uint16Array", new Uint16Array(16)],
  ["an Int8Array", new Int8Array(32)],
  ["a Uint8ClampedArray", new Uint8ClampedArray(32)],
  ["a Float64Array", new Float64Array(4)],
  ["a SharedArrayBuffer view", new Uint8Array(new SharedArrayBuffer(32))],
  ["an empty SharedArrayBuffer view", new Uint8Array(new SharedArrayBuffer(0))],
  ["a detached view", detached(32)],
  ["a proxy of bytes", new Proxy(new Uint8Array(32), {})],
];

type Call = (value: Uint8Array) => unknown;
const CALLS: readonly (readonly [name: string, parameter: string, call: Call])[] = [
  ...[igeEncrypt, igeDecrypt, igeEncryptInPlace, igeDecryptInPlace].flatMap((ige): [string, string, Call][] => [
    [ige.name, "data", (data) => ige(data, good.key, good.iv)],
    [ige.name, "key", (key) => ige(good.data, key, good.iv)],
    [ige.name, "iv", (iv) => ige(good.data, good.key, iv)],
  ]),
  ["createCtr", "key", (key) => createCtr(key, good.ctrIv)],
  ["createCtr", "iv", (iv) => createCtr(good.key, iv)],
  ["Ctr.process", "data", (data) => createCtr(good.key, good.ctrIv).process(data)],
  ["Ctr.processInPlace", "data", (data) => createCtr(good.key, good.ctrIv).processInPlace(data)],
  ["sha1", "data", (data) => sha1(data)],
  ["sha256", "data", (data) => sha256(data)],
];

for (const [name, parameter, call] of CALLS) {
  test(`${name} refuses whatever is no Uint8Array of its own as ${parameter}`, (t) => {
    for (const [what, value] of NO_BYTES) {
      const error = t.throws(() => call(value as Uint8Array), { instanceOf: TypeError }, what);
      t.true(error.message.startsWith(`${parameter} `), `${what}: ${error.message}`);
    }
  });
}

for (const [name, parameter, call] of CALLS.filter(([, other]) => other !== "data")) {
  test(`${name} refuses a wrong length of ${parameter}`, (t) => {
    const right = name === "createCtr" && parameter === "iv" ? 16 : 32;
    for (const length of [0, 1, 15, 16, 17, 24, 31, 32, 33, 64, 1 << 20].filter((wrong) => wrong !== right)) {
      const message = `${parameter} must be ${right} bytes long, got ${length}`;
      t.throws(() => call(new Uint8Array(length)), { instanceOf: RangeError, message });
    }
  });
}

for (const ige of [igeEncrypt, igeDecrypt, igeEncryptInPlace, igeDecryptInPlace]) {
  test(`${ige.name} refuses data that is not whole blocks`, (t) => {
    for (const length of [1, 15, 17, 31, 33, 1 << 20 | 8]) {
      const data = new Uint8Array(length);
      const message = `data must be a multiple of 16 bytes long, got ${length}`;
      t.throws(() => ige(data, good.key, good.iv), { instanceOf: RangeError, message });
      t.true(data.every((byte) => byte === 0));
    }
  });
}

test("bytes of another realm, Buffers, subclasses and growing buffers are bytes", (t) => {
  const content = randomBytes(32);
  const expected = sha256(content).toString("hex");
  class Special extends Uint8Array {}
  const foreign: Uint8Array = runInNewContext("new Uint8Array(32)");
  foreign.set(content);
  const resizable = new Uint8Array(Reflect.construct(ArrayBuffer, [32, { maxByteLength: 64 }]) as ArrayBuffer);
  resizable.set(content);
  for (const bytes of [content, new Uint8Array(content), Special.from(content), foreign, resizable]) {
    t.is(sha256(bytes).toString("hex"), expected);
  }
});

/** The bytes in objects that say that they are of another length, or in another buffer. */
function liars(bytes: Uint8Array, claimed: number): Uint8Array[] {
  class Liar extends Uint8Array {
    override get byteLength(): number {
      return claimed;
    }
    override get length(): number {
      return claimed;
    }
    override get buffer(): ArrayBuffer {
      return new ArrayBuffer(claimed);
    }
  }
  const liar = new Uint8Array(bytes);
  for (const name of ["length", "byteLength"]) Object.defineProperty(liar, name, { value: claimed });
  return [liar, new Liar(Uint8Array.from(bytes).buffer)];
}

for (const claimed of [0, 1, 16, 32, 48, 65_536, -16, 2 ** 40, Number.NaN]) {
  test(`bytes are what is there, not the ${claimed} that an object says it has`, async (t) => {
    const content = randomBytes(64);
    const key = randomBytes(32);
    const iv = randomBytes(32);
    const prime = randomBytes(256);
    prime[255] = 1;
    for (const liar of liars(content, claimed)) {
      t.deepEqual(sha1(liar), sha1(content));
      t.deepEqual(sha256(liar), sha256(content));
      t.deepEqual(igeEncrypt(liar, key, iv), igeEncrypt(content, key, iv));
      t.deepEqual(igeDecrypt(liar, key, iv), igeDecrypt(content, key, iv));
      t.deepEqual(createCtr(key, good.ctrIv).process(liar), createCtr(key, good.ctrIv).process(content));
      t.deepEqual(await modPow(liar, content, prime), await modPow(content, content, prime));
    }
    for (const change of [igeEncryptInPlace, igeDecryptInPlace]) {
      const honest = Uint8Array.from(content);
      change(honest, key, iv);
      for (const liar of liars(content, claimed)) {
        change(liar, key, iv);
        t.is(sha256(liar).toString("hex"), sha256(honest).toString("hex"));
      }
    }
    for (const liar of liars(randomBytes(24), claimed)) {
      t.throws(() => igeEncrypt(content, liar, iv), { instanceOf: RangeError, message: /^key .* got 24$/ });
      t.throws(() => igeEncrypt(content, key, liar), { instanceOf: RangeError, message: /^iv .* got 24$/ });
      t.throws(() => igeEncrypt(liar, key, iv), { instanceOf: RangeError, message: /^data .* got 24$/ });
      t.throws(() => createCtr(key, liar), { instanceOf: RangeError, message: /^iv .* got 24$/ });
    }
  });
}

test("a view that hides where it lies is refused for what it is", (t) => {
  for (const bytes of [new Uint8Array(new SharedArrayBuffer(32)), detached(32)]) {
    Object.defineProperty(bytes, "buffer", { value: new ArrayBuffer(32) });
    Object.defineProperty(bytes, "byteLength", { value: 32 });
    t.throws(() => sha256(bytes), { instanceOf: TypeError, message: /^data/ });
  }
});

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";

import test from "ava";

import { raw, Session } from "../../ts/native.js";

const SETTINGS = { authKey: randomBytes(256), transport: "abridged", obfuscated: false, dcId: 2, salts: new Uint8Array(), timeOffsetMs: 0 } as const;

type Loose = (...values: readonly unknown[]) => unknown;

const detached = new Uint8Array(64);
structuredClone(detached.buffer, { transfer: [detached.buffer] });
const shared = new Uint8Array(new SharedArrayBuffer(4096));
const NO_NUMBERS: readonly unknown[] = [undefined, null, true, "1", 5n, Symbol("s"), {}, [], () => {}];
const WRONG_NUMBERS: readonly unknown[] = [-1, 1.5, Number.NaN, Infinity, 2 ** 53, 1e300];
const NO_BYTES: readonly unknown[] = [
  undefined, null, 5, "text", {}, [], new ArrayBuffer(64), new DataView(new ArrayBuffer(64)), new Uint16Array(32), new Int8Array(64), shared, detached,
  new Proxy(new Uint8Array(64), {}),
];

const FUNCTIONS: readonly (readonly [name: string, call: Loose, parameters: readonly string[]])[] = [
  ["sessionReceive", raw.sessionReceive as Loose, ["session", "chunk", "out", "offset"]],
  ["sessionFlush", raw.sessionFlush as Loose, ["session", "out", "offset"]],
  ["sessionTimeout", raw.sessionTimeout as Loose, ["session", "out", "offset"]],
  ["sessionInvoke", raw.sessionInvoke as Loose, ["session", "id", "body", "options"]],
];

function good(parameter: string, session: Session): unknown {
  switch (parameter) {
    case "session":
      return session.number;
    case "chunk":
    case "body":
      return new Uint8Array(16);
    case "out":
      return new Uint8Array(4096);
    default:
      return 0;
  }
}

for (const [name, call, parameters] of FUNCTIONS) {
  test(`${name} refuses wrong types and numbers by the parameter's name`, (t) => {
    const session = new Session(SETTINGS);
    session.connect();
    for (const [place, parameter] of parameters.entries()) {
      const isBytes = ["chunk", "body", "out"].includes(parameter);
      const at = (value: unknown): unknown => call(...parameters.map((each, index) => (index === place ? value : good(each, session))));
      const message = new RegExp(`^${parameter} `);
      for (const value of isBytes ? NO_BYTES : NO_NUMBERS) t.throws(() => at(value), { instanceOf: TypeError, code: "ERR_ARGUMENT", message });
      if (!isBytes) for (const value of WRONG_NUMBERS) t.throws(() => at(value), { instanceOf: RangeError, code: "ERR_ARGUMENT", message });
    }
    t.throws(() => call(), { instanceOf: TypeError });
    t.notThrows(() => call(...parameters.map((each) => good(each, session))));
  });
}

test("a turn that does not fit is given again in more room, and only then is gone", (t) => {
  const session = new Session(SETTINGS);
  session.connect();
  raw.sessionInvoke(session.number, 1, new Uint8Array(400).fill(9), 1);
  const out = Buffer.alloc(4096, 0xaa);
  const needed = -raw.sessionFlush(session.number, out.subarray(0, 64), 0);
  t.true(needed > 400);
  t.is(raw.sessionFlush(session.number, out.subarray(0, needed - 4), 0), -needed);
  t.is(raw.sessionFlush(session.number, new Uint8Array(), 0), -needed);
  t.is(raw.sessionFlush(session.number, out, 4096), -needed);
  t.is(raw.sessionFlush(session.number, out, 2 ** 32 - 4), -needed);
  t.true(out.every((byte) => byte === 0xaa));
  t.is(raw.sessionFlush(session.number, out, 8), needed);
  const [eventBytes, writeBytes] = [out.readUInt32LE(8), out.readUInt32LE(12)];
  t.is((24 + eventBytes + writeBytes + 3) & ~3, needed);
  t.true(out.subarray(0, 8).every((byte) => byte === 0xaa) && out.subarray(8 + needed).every((byte) => byte === 0xaa));
  t.is(raw.sessionFlush(session.number, out, 0), 24);
  t.is(out.readUInt32LE(4), 0);
});

test("what the lost socket has not got is not written to the next one", (t) => {
  const session = new Session(SETTINGS);
  session.connect();
  raw.sessionInvoke(session.number, 1, new Uint8Array(400), 1);
  t.true(raw.sessionFlush(session.number, new Uint8Array(16), 0) < 0);
  session.disconnect();
  t.is(raw.sessionFlush(session.number, new Uint8Array(24), 0), 24);
});

test("events are written to whole words, wherever the view begins in its buffer", (t) => {
  const session = new Session(SETTINGS);
  session.connect();
  const memory = new ArrayBuffer(1024);
  for (const start of [1, 2, 3]) {
    const view = new Uint8Array(memory, start, 1000);
    t.throws(() => raw.sessionFlush(session.number, view, 0), { instanceOf: RangeError, message: /^offset / });
    t.notThrows(() => raw.sessionFlush(session.number, view, 4 - start));
  }
  const growing = new Uint8Array(Reflect.construct(ArrayBuffer, [64, { maxByteLength: 128 }]) as ArrayBuffer);
  raw.sessionInvoke(session.number, 9, new Uint8Array(3), 0);
  t.is(raw.sessionFlush(session.number, growing, 0), 24 + 16 + 16);
  t.is(new Int32Array(growing.buffer)[6], 8);
});

test("the bytes received and the room for events may be the same memory", (t) => {
  // An abridged frame of 6 words that is no packet: it ends the connection.
  const frame = randomBytes(25).fill(6, 0, 1);
  for (const [chunkStart, outStart] of [[0, 0], [0, 20], [24, 0], [100, 64], [64, 100], [0, 400]] as const) {
    const memory = Buffer.alloc(1024);
    frame.copy(memory, chunkStart);
    const session = new Session(SETTINGS);
    session.connect();
    const chunk = memory.subarray(chunkStart, chunkStart + frame.length);
    const out = memory.subarray(outStart, outStart + 400);
    const offset = -out.byteOffset & 3;
    const taken = raw.sessionReceive(session.number, chunk, out, offset);
    t.true(taken > 24);
    const eventBytes = out.readUInt32LE(offset);
    t.is(out.readUInt32LE(offset + 24), 9);
    t.is(out.toString("latin1", offset + 40, offset + 40 + out.readUInt32LE(offset + 36)), "ERR_AUTH_KEY_ID");
    t.true(eventBytes >= 32);
  }
});

test("a turn gives what fits and says that there is more", (t) => {
  const session = new Session(SETTINGS);
  session.connect();
  // Three failures, 32 bytes each.
  for (const id of [1, 2, 3]) raw.sessionInvoke(session.number, id, new Uint8Array(3), 0);
  const out = Buffer.alloc(4096);
  const ids: number[] = [];
  const take = (room: number): { readonly taken: number; readonly hasMore: boolean } => {
    const taken = raw.sessionFlush(session.number, out.subarray(0, room), 0);
    if (taken < 0) return { taken, hasMore: true };
    for (let at = 24; at < 24 + out.readUInt32LE(0); at += 32) ids.push(out.readUInt32LE(at + 4));
    return { taken, hasMore: out.readUInt32LE(12) === 1 };
  };
  t.like(take(24 + 28), { hasMore: true });
  t.deepEqual(ids, []);
  t.like(take(24 + 40), { hasMore: true });
  t.deepEqual(ids, [1]);
  t.like(take(4096), { hasMore: false });
  t.deepEqual(ids, [1, 2, 3]);
  t.deepEqual(take(4096), { taken: 24, hasMore: false });
});

test("a turn tells of a frame that was received without its end", (t) => {
  const session = new Session(SETTINGS);
  session.connect();
  const out = Buffer.alloc(4096);
  const receive = (...bytes: number[]): readonly [begun: number, missing: number] => {
    t.true(raw.sessionReceive(session.number, Uint8Array.from(bytes), out, 0) > 0);
    return [out.readUInt32LE(16), out.readUInt32LE(20)];
  };
  t.deepEqual(receive(), [0, 1]);
  t.deepEqual(receive(0x7f, 0, 4), [3, 1]);
  t.deepEqual(receive(0), [4, 4096]);
  t.deepEqual(receive(1, 2, 3), [7, 4093]);
});

test("the number of a session that was collected means nothing any more", async (t) => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const number = (() => new Session(SETTINGS).number)();
  const other = new Session(SETTINGS);
  const isThere = (): boolean => {
    try {
      return raw.sessionFlush(number, new Uint8Array(64), 0) > 0;
    } catch (error) {
      t.true(error instanceof RangeError && error.message.startsWith("session "));
      return false;
    }
  };
  for (let turn = 0; turn < 100 && isThere(); turn++) {
    collect();
    await new Promise(setImmediate);
  }
  t.false(isThere());
  t.is(raw.sessionFlush(other.number, new Uint8Array(64), 0), 24);
});

test("the number of another thread's session means nothing", async (t) => {
  const session = new Session(SETTINGS);
  const worker = new Worker(new URL("sessionWorker.js", import.meta.url), { workerData: { number: session.number } });
  const [verdict] = (await once(worker, "message")) as [unknown];
  const [code] = (await once(worker, "exit")) as [number];
  t.deepEqual(verdict, { other: "RangeError", own: 24 });
  t.is(code, 0);
  t.is(raw.sessionFlush(session.number, new Uint8Array(64), 0), 24);
});

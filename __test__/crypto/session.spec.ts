import { randomBytes } from "node:crypto";

import test, { type ExecutionContext } from "ava";

import { Exchange } from "../../ts/native.js";
import type { HandshakeFault } from "../../ts/testing/faults/Fault.js";
import { EventKind } from "../../ts/network/PackedEvents.js";
import { SessionPort } from "../../ts/network/SessionPort.js";
import { METHOD, startEcho } from "../helpers/EchoService.js";
import { id, int } from "../helpers/mtprotoHandshake.js";
import { NativeLink, type LinkOptions } from "./NativeLink.js";

const TRANSPORTS = ["abridged", "intermediate", "padded", "full"] as const;

async function link(t: ExecutionContext, options: Partial<LinkOptions> = {}): Promise<NativeLink> {
  const { port, rsaKey } = await startEcho(t);
  const opened = await NativeLink.open({ port, rsaKeys: [rsaKey], transport: "intermediate", obfuscated: true, ...options });
  t.teardown(() => opened.close());
  return opened;
}

const echo = (content: Uint8Array): Buffer => Buffer.concat([id(METHOD.echo), content]);

for (const transport of TRANSPORTS) {
  for (const obfuscated of transport === "full" ? [false] : [false, true]) {
    test(`makes a key and calls over ${obfuscated ? "obfuscated " : ""}${transport}`, async (t) => {
      const { server, port, rsaKey } = await startEcho(t);
      const first = await NativeLink.open({ port, rsaKeys: [rsaKey], transport, obfuscated });
      t.teardown(() => first.close());
      const exchange = first.exchange();
      const { authKey, serverSalt, timeOffsetMs, expiresAtSec } = await first.makeKey(exchange);
      t.is(authKey?.byteLength, 256);
      t.is(serverSalt?.byteLength, 8);
      t.true(Math.abs(timeOffsetMs ?? Infinity) < 5000);
      t.is(expiresAtSec, undefined);
      t.is(server.stats().permanentKeysMade, 1);

      first.begin(authKey ?? new Uint8Array(), exchange);
      const content = randomBytes(400);
      first.invoke(7, echo(content));
      const answer = await first.answer(7);
      t.is(answer.kind, EventKind.result);
      t.deepEqual(answer.payload, echo(content));
      first.close();

      // Another run with the same key: no exchange, no salt, a socket of its own.
      const second = await NativeLink.open({ port, rsaKeys: [rsaKey], transport, obfuscated });
      t.teardown(() => second.close());
      second.begin(authKey ?? new Uint8Array(), null);
      second.invoke(1, echo(content));
      t.deepEqual((await second.answer(1)).payload, echo(content));
    });
  }
}

test("bytes may arrive one by one", async (t) => {
  const one = await link(t, { chunk: 1 });
  const exchange = one.exchange();
  const { authKey } = await one.makeKey(exchange);
  one.begin(authKey ?? new Uint8Array(), exchange);
  one.invoke(1, echo(Buffer.alloc(40, 1)));
  t.deepEqual((await one.answer(1)).payload, echo(Buffer.alloc(40, 1)));
});

test("a temporary key says when it ends", async (t) => {
  const one = await link(t, { expiresInSec: 3600 });
  const { expiresAtSec } = await one.makeKey();
  t.true(Math.abs((expiresAtSec ?? 0) - Date.now() / 1000 - 3600) < 5);
});

test("an error of the API, a gzipped answer and many calls at once arrive as events", async (t) => {
  const one = await link(t);
  const exchange = one.exchange();
  const { authKey } = await one.makeKey(exchange);
  one.begin(authKey ?? new Uint8Array(), exchange);
  one.invoke(1, id(METHOD.flood));
  const error = await one.answer(1);
  t.like(error, { kind: EventKind.rpcError, extra: 420 });
  t.is(error.payload.toString(), "FLOOD_WAIT_7");

  one.invoke(2, Buffer.concat([id(METHOD.zeros), int(250_000)]));
  const big = await one.answer(2);
  t.is(big.payload.byteLength, 4 + 1_000_000);

  for (let call = 10; call < 1010; call++) one.session?.invoke(call, echo(int(call)), call & 1);
  one.flush();
  for (let call = 10; call < 1010; call++) t.deepEqual((await one.answer(call)).payload, echo(int(call)));
});

test("calls wait while there is no socket and are answered on the next one", async (t) => {
  const { port, rsaKey } = await startEcho(t);
  const options = { port, rsaKeys: [rsaKey], transport: "abridged", obfuscated: false } as const;
  const first = await NativeLink.open(options);
  const exchange = first.exchange();
  const { authKey } = await first.makeKey(exchange);
  const session = first.begin(authKey ?? new Uint8Array(), exchange);
  first.invoke(1, echo(int(1)));
  await first.answer(1);
  first.close();
  session.invoke(2, echo(int(2)), 0);
  t.like(session.flush(), { toWrite: null, timeoutMs: -1 });

  const second = await NativeLink.open(options);
  t.teardown(() => second.close());
  second.attach(session);
  t.deepEqual((await second.answer(2)).payload, echo(int(2)));
  t.true(session.flush().timeoutMs >= 0);
});

test("a cancelled call gives no event, a query that cannot be sent fails by its code", async (t) => {
  const one = await link(t);
  const exchange = one.exchange();
  const { authKey } = await one.makeKey(exchange);
  one.begin(authKey ?? new Uint8Array(), exchange);
  one.session?.invoke(1, echo(int(1)), 0);
  one.session?.cancel(1);
  one.session?.cancel(99);
  one.session?.invoke(2, new Uint8Array(3), 0);
  one.session?.invoke(3, new Uint8Array(), 0);
  one.flush();
  one.invoke(4, echo(int(4)));
  await one.answer(4);
  const failed = [await one.answer(2), await one.answer(3)];
  t.deepEqual(failed.map(({ kind, payload }) => [kind, payload.toString()]), [
    [EventKind.failed, "ERR_QUERY_LENGTH"],
    [EventKind.failed, "ERR_QUERY_LENGTH"],
  ]);
  t.false(one.events.some((event) => event.id === 1));
});

test("garbage closes the session by an event and does not throw", (t) => {
  for (const transport of TRANSPORTS) {
    for (let round = 0; round < 20; round++) {
      const session = new SessionPort({ authKey: randomBytes(256), transport, obfuscated: round % 2 === 1 && transport !== "full", dcId: 2, salts: new Uint8Array(), timeOffsetMs: 0 });
      session.connect();
      session.invoke(1, echo(int(1)), 0);
      session.flush();
      for (let part = 0; part < 20; part++) t.notThrows(() => session.receive(randomBytes(Math.floor(Math.random() * 2000))));
      t.notThrows(() => session.handleTimeout());
    }
  }
});

const SETTINGS = { authKey: new Uint8Array(256).fill(1), transport: "abridged", obfuscated: false, dcId: 2, salts: new Uint8Array(), timeOffsetMs: 0 } as const;
const WRONG: readonly (readonly [what: string, change: object])[] = [
  ["a key of 255 bytes", { authKey: new Uint8Array(255) }],
  ["no key", { authKey: undefined }],
  ["a key in shared memory", { authKey: new Uint8Array(new SharedArrayBuffer(256)) }],
  ["an unknown transport", { transport: "pigeon" }],
  ["full and obfuscated", { transport: "full", obfuscated: true }],
  ["DC 2.5", { dcId: 2.5 }],
  ["DC 2^32 + 2", { dcId: 2 ** 32 + 2 }],
  ["DC 40000", { dcId: 40000 }],
  ["17 bytes of salts", { salts: new Uint8Array(17) }],
  ["an offset that is no number", { timeOffsetMs: Number.NaN }],
  ["an offset of 10^300", { timeOffsetMs: 1e300 }],
];
for (const [what, change] of WRONG) {
  test(`a session with ${what} is an error with a code`, (t) => {
    const error = t.throws(() => new SessionPort({ ...SETTINGS, ...change } as ConstructorParameters<typeof SessionPort>[0]));
    t.is(typeof (error as { code?: unknown }).code, "string");
  });
}

test("numbers that do not fit are refused and not wrapped", (t) => {
  const session = new SessionPort(SETTINGS);
  for (const call of [-1, 1.5, 2 ** 32, Number.NaN, Infinity]) {
    t.throws(() => session.invoke(call, echo(int(1)), 0), { code: "ERR_ARGUMENT" });
    t.throws(() => session.cancel(call), { code: "ERR_ARGUMENT" });
    t.throws(() => session.invoke(1, echo(int(1)), call), { code: "ERR_ARGUMENT" });
  }
  t.throws(() => session.receive(new Uint8Array(new SharedArrayBuffer(4))));
  t.throws(() => session.receive("x" as unknown as Uint8Array));
  t.like(session.receive(new Uint8Array()), { toWrite: null, events: null });
});

test("an exchange of wrong settings is an error with a code", async (t) => {
  const settings = { transport: "abridged", obfuscated: false, dcId: 2, rsaKeys: [] as string[] } as const;
  for (const change of [{ rsaKeys: ["no key"] }, { transport: "x" }, { dcId: 1e9 }, { expiresInSec: 0 }, { expiresInSec: 2 ** 31 }, { expiresInSec: 0.5 }]) {
    const error = t.throws(() => new Exchange({ ...settings, ...change } as ConstructorParameters<typeof Exchange>[0]));
    t.regex(String((error as { code?: unknown }).code), /^ERR_/);
  }
});

test("an exchange does nothing out of turn", async (t) => {
  const settings = { transport: "abridged", obfuscated: false, dcId: 2, rsaKeys: [] as string[] } as const;
  const exchange = new Exchange(settings);
  t.throws(() => new SessionPort(SETTINGS).adopt(exchange), { code: "ERR_EXCHANGE_FINISHED" });
  t.true(exchange.start().byteLength > 40);
  t.throws(() => exchange.start(), { code: "ERR_EXCHANGE_STARTED" });
  await t.throwsAsync(exchange.step(), { code: "ERR_EXCHANGE_IDLE" });
  t.false(exchange.receive(new Uint8Array()));
});

test("a transport error during an exchange carries its number", (t) => {
  const exchange = new Exchange({ transport: "intermediate", obfuscated: false, dcId: 2, rsaKeys: [] });
  exchange.start();
  const answer = Buffer.alloc(8);
  answer.writeInt32LE(4, 0);
  answer.writeInt32LE(-404, 4);
  const error = t.throws(() => exchange.receive(answer), { code: "ERR_TRANSPORT_STATUS" });
  t.is((error as unknown as { status: number }).status, -404);
  t.throws(() => exchange.receive(answer), { code: "ERR_EXCHANGE_FINISHED" });
});

test("a server without a key that we know is refused", async (t) => {
  const { port } = await startEcho(t);
  const one = await NativeLink.open({ port, rsaKeys: [], transport: "full", obfuscated: false });
  t.teardown(() => one.close());
  const exchange = one.exchange();
  await t.throwsAsync(one.makeKey(exchange), { code: "ERR_EXCHANGE_UNKNOWN_FINGERPRINT" });
  t.throws(() => new SessionPort(SETTINGS).adopt(exchange), { code: "ERR_EXCHANGE_FINISHED" });
});

const HOSTILE = {
  resPQ: ["wrongNonce", "unknownFingerprint", "noFingerprints", "primePq", "evenPq", "zeroPq", "hugePq"],
  serverDhParams: [
    "wrongNonce", "wrongServerNonce", "wrongHash", "wrongInnerNonce", "wrongInnerServerNonce", "raggedLength", "longPadding",
    "compositePrime", "shortPrime", "unsafePrime", "wrongGenerator", "generatorOne", "hugeGenerator", "gAZero", "gAOne",
    "gAPrimeMinusOne", "gAPrime", "gASmall", "gABig", "paramsFail", "paramsFailWrongHash",
  ],
  dhGen: ["wrongNonce", "wrongServerNonce", "wrongHash", "retryWrongHash", "fail", "failWrongHash", "okWithRetryHash"],
} as const;
for (const [step, faults] of Object.entries(HOSTILE)) {
  for (const fault of faults) {
    test(`a server whose ${step} has ${fault} gets no key from us`, async (t) => {
      const { server, port, rsaKey } = await startEcho(t);
      server.faults.add({ kind: "handshake", step, fault } as HandshakeFault);
      const one = await NativeLink.open({ port, rsaKeys: [rsaKey], transport: "padded", obfuscated: true });
      t.teardown(() => one.close());
      const exchange = one.exchange();
      const error = await t.throwsAsync(one.makeKey(exchange));
      t.regex(String((error as { code?: unknown }).code), /^ERR_(EXCHANGE|DH|PQ)_/);
      t.throws(() => exchange.receive(Buffer.alloc(4)), { code: "ERR_EXCHANGE_FINISHED" });
    });
  }
}

test("a server that asks for another public value gets one, and the key is made", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  server.faults.add({ kind: "handshake", step: "dhGen", fault: "retry", times: 2 });
  const one = await NativeLink.open({ port, rsaKeys: [rsaKey], transport: "padded", obfuscated: true });
  t.teardown(() => one.close());
  t.is((await one.makeKey()).authKey?.byteLength, 256);
});

test("bytes may arrive while a step is at work", async (t) => {
  const one = await link(t);
  const exchange = one.exchange();
  one.socket.write(exchange.start());
  let isReady = false;
  while (!isReady) isReady = exchange.receive(await new Promise<Buffer>((resolve) => one.socket.once("data", resolve)));
  // Whether the step has ended by now or not, and so whether these are early or late, they do no harm.
  const step = exchange.step();
  for (let part = 0; part < 3; part++) exchange.receive(new Uint8Array());
  const { send } = await step;
  if (send) one.socket.write(send);
  isReady = false;
  while (!isReady) isReady = exchange.receive(await new Promise<Buffer>((resolve) => one.socket.once("data", resolve)));
  t.truthy((await exchange.step()).send);
});

import test, { type ExecutionContext } from "ava";
import { ClientStateError, ConnectionError, TimeoutError, type ConnectionState } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, nobody, startServer } from "../helpers/clientHarness.js";
import { until } from "../helpers/runProgram.js";

async function serverWithPerson(t: ExecutionContext): Promise<TestServer> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  return server;
}

test("the states of a connection are told in order, with the reason for each loss", async (t) => {
  const server = await serverWithPerson(t);
  const client = createClient(t, server, { prompter: demoPerson() });
  const states: ConnectionState[] = [];
  const errors: (Error | null)[] = [];
  client.onConnectionState(({ state, error }, from) => {
    t.is(from, client);
    states.push(state);
    errors.push(error);
  });
  t.is(client.connectionState, "disconnected");
  await client.start();
  t.is(client.connectionState, "connected");
  t.deepEqual(states, ["connecting", "connected"]);

  server.faults.add({ kind: "wire", at: "connect", action: "reset", times: 2 });
  server.faults.add({ kind: "call", method: "help.getNearestDc", action: "resetBeforeCall" });
  t.is((await client.invoke({ _: "help.getNearestDc" })).thisDc, 2);
  t.true(states.includes("waiting"));
  t.true(errors.some((error) => error instanceof ConnectionError));
  t.is(client.connectionState, "connected");
  await client.stop();
  t.is(client.connectionState, "disconnected");
  t.is(states.at(-1), "disconnected");
});

test("a handler that is removed hears no more, and one that fails is reported", async (t) => {
  const server = await serverWithPerson(t);
  const reported: unknown[] = [];
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: (...all: unknown[]) => void reported.push(...all) };
  const client = createClient(t, server, { logger });
  client.onConnectionState(() => t.fail())();
  client.onConnectionState(() => Promise.reject(new Error("mine")));
  t.throws(() => client.onConnectionState(null as never), { instanceOf: TypeError, message: /handler/ });
  await client.connect();
  await until(() => reported.length >= 2);
  t.like(reported[1], { message: "mine" });
});

test("reconnect() makes a new connection at once, and calls under way are kept", async (t) => {
  const server = await serverWithPerson(t);
  const client = createClient(t, server, { prompter: demoPerson() });
  client.reconnect();
  await client.start();
  const before = server.stats().connections;
  server.faults.add({ kind: "wire", at: "encrypted", action: "silence" });
  const answer = client.invoke({ _: "help.getNearestDc" });
  await new Promise((resolve) => setImmediate(resolve));
  client.reconnect();
  t.is((await answer).thisDc, 2);
  t.true(server.stats().connections > before);
});

test("connect() and start() end with a TimeoutError after the time that they are given", async (t) => {
  const server = await serverWithPerson(t);
  server.faults.add({ kind: "wire", at: "resPQ", action: "silence", times: Infinity });
  const client = createClient(t, server);
  await t.throwsAsync(client.connect({ timeout: 0.1 }), { instanceOf: TimeoutError, message: /my_account was not ready within 0\.1 s/ });
  t.is(client.connectionState, "disconnected");
  server.faults.clear();
  const waiting = createClient(t, server, { prompter: { ...nobody, phoneNumber: () => new Promise(() => {}) } });
  await t.throwsAsync(waiting.start({ timeout: 0.5 }), { instanceOf: TimeoutError });
  t.false(waiting.isConnected);
});

test("connect() and start() end with the reason of their signal", async (t) => {
  const server = await serverWithPerson(t);
  const client = createClient(t, server, { prompter: demoPerson() });
  await t.throwsAsync(client.start({ signal: AbortSignal.abort(new Error("no")) }), { message: "no" });
  server.faults.add({ kind: "wire", at: "resPQ", action: "silence" });
  const giveUp = new AbortController();
  const started = client.start({ signal: giveUp.signal });
  giveUp.abort(new Error("enough"));
  await t.throwsAsync(started, { message: "enough" });
  await client.start({ signal: new AbortController().signal, timeout: 60 });
  await t.throwsAsync(client.start(), { instanceOf: ClientStateError });
});

for (const [title, options, message] of [
  ["a signal that is none", { signal: {} }, /signal/],
  ["a timeout that is no number", { timeout: "5" }, /timeout/],
  ["no time at all", { timeout: 0 }, /timeout/],
  ["negative time", { timeout: -1 }, /timeout/],
] as const) {
  test(`start() refuses ${title}`, async (t) => {
    const client = createClient(t, await serverWithPerson(t));
    await t.throwsAsync(client.start(options as never), { any: true, message });
    await t.throwsAsync(client.connect(options as never), { any: true, message });
    t.is(client.connectionState, "disconnected");
  });
}

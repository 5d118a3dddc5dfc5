import test, { type ExecutionContext } from "ava";
import { CallLostError, TimeoutError, type Client } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";
import { until } from "../helpers/runProgram.js";

const NEAREST = { _: "help.getNearestDc" } as const;

async function online(t: ExecutionContext): Promise<{ server: TestServer; client: Client }> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  return { server, client };
}

/** Sends messages to oneself, all in one queue; gives what became of each. */
function send(client: Client, texts: readonly string[], order?: string): Promise<PromiseSettledResult<unknown>[]> {
  const calls = texts.map((message, index) =>
    client.invoke({ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message, randomId: BigInt(index + 1) }, order === undefined ? {} : { order }),
  );
  return Promise.allSettled(calls);
}

/** Texts that the server took, in its order. */
function taken(server: TestServer): unknown[] {
  const calls = server.world.rpc.calls.filter(({ method, error }) => method === "messages.sendMessage" && error === null);
  return calls.map(({ request }) => request?.["message"]);
}

const TEXTS = ["one", "two", "three", "four"];

test("calls of one queue run in order, although the first is slow, and leave in one packet", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "call", method: "messages.sendMessage", action: { delayMs: 100 } });
  const ended = await send(client, TEXTS, "self");
  t.true(ended.every(({ status }) => status === "fulfilled"));
  t.deepEqual(taken(server), TEXTS);
});

test("a call that has to wait for a flood lets nothing of its queue past, and other queues go on", async (t) => {
  const { server, client } = await online(t);
  server.world.rpc.fail({ method: "messages.sendMessage", errorCode: 420, text: "FLOOD_WAIT_1" });
  const [first] = await Promise.all([send(client, TEXTS, "self"), client.invoke(NEAREST, { order: "other" })]);
  t.true(first.every(({ status }) => status === "fulfilled"));
  t.deepEqual(taken(server), TEXTS);
});

test("a call that fails does not fail those behind it", async (t) => {
  const { server, client } = await online(t);
  server.world.rpc.fail({ method: "messages.sendMessage", errorCode: 400, text: "MESSAGE_EMPTY", after: 1 });
  const ended = await send(client, TEXTS, "self");
  t.deepEqual(ended.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  t.deepEqual(taken(server), ["one", "three", "four"]);
});

test("order outlives the loss of a connection", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "call", method: "messages.sendMessage", action: "resetBeforeCall" });
  server.faults.add({ kind: "call", method: "messages.sendMessage", action: "resetBeforeAnswer", skip: 1 });
  const ended = await send(client, TEXTS, "self");
  t.true(ended.every(({ status }) => status === "fulfilled"));
  t.deepEqual([...new Set(taken(server))], TEXTS);
});

test("a call that is given up leaves those behind it in order", async (t) => {
  const { server, client } = await online(t);
  server.world.rpc.fail({ method: NEAREST._, errorCode: 420, text: "FLOOD_WAIT_1" });
  const first = client.invoke(NEAREST, { order: "self" });
  const giveUp = new AbortController();
  const second = t.throwsAsync(client.invoke(NEAREST, { order: "self", signal: giveUp.signal }), { message: "enough" });
  const third = client.invoke({ _: "updates.getState" }, { order: "self" });
  giveUp.abort(new Error("enough"));
  await second;
  await first;
  await third;
  const methods = server.world.rpc.calls.filter(({ error }) => error === null).map(({ method }) => method);
  t.deepEqual(methods.slice(-2), [NEAREST._, "updates.getState"]);
});

test("a call with a timeout ends with a TimeoutError, and the server is told to drop the answer", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "call", method: NEAREST._, action: { delayMs: 60_000 } });
  await t.throwsAsync(client.invoke(NEAREST, { timeout: 0.1 }), { instanceOf: TimeoutError, message: /help\.getNearestDc was not answered within 0\.1 s; it may have/ });
  t.is((await client.invoke(NEAREST, { timeout: 60 })).thisDc, 2);
});

test("a call that must not run twice fails when nobody can tell whether it has run, and others are repeated", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "call", method: NEAREST._, action: { delayMs: 60_000 }, times: 2 });
  const once = client.invoke(NEAREST, { once: true });
  const again = client.invoke(NEAREST);
  const lost = t.throwsAsync(once, { instanceOf: CallLostError });
  await until(() => server.world.rpc.methods().filter((name) => name === NEAREST._).length === 2);
  server.forgetKeys("temporary");
  client.reconnect();
  t.true((await lost)?.mayHaveRun);
  t.is((await again).thisDc, 2);
});

test("a call that must not run twice is repeated when it has not run", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "call", method: NEAREST._, action: "resetBeforeCall" });
  t.is((await client.invoke(NEAREST, { once: true })).thisDc, 2);
});

for (const [title, options, message] of [
  ["a queue that is no text", { order: 5 }, /order/],
  ["once that is no boolean", { once: "yes" }, /once/],
  ["no time at all", { timeout: 0 }, /timeout/],
  ["a timeout that is no number", { timeout: "1" }, /timeout/],
] as const) {
  test(`invoke() refuses ${title}`, async (t) => {
    const { client } = await online(t);
    await t.throwsAsync(client.invoke(NEAREST, options as never), { any: true, message });
  });
}


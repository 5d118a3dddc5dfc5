import test from "ava";
import { Client, ClientStateError, ConnectionError, TransportError } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { access, createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { runProgram, until } from "../helpers/runProgram.js";

const GET_CONFIG = { _: "help.getConfig" } as const;

test("a call whose signal is aborted already is not sent", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server);
  await client.connect();
  await t.throwsAsync(client.invoke(GET_CONFIG, { signal: AbortSignal.abort(new Error("too late")) }), { message: "too late" });
  t.deepEqual(server.world.rpc.methods(), []);
});

test("a call that is aborted while it is queued is not sent, and its neighbours are", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server);
  await client.connect();
  await client.invoke(GET_CONFIG);
  const giveUp = new AbortController();
  const given = t.throwsAsync(client.invoke({ _: "help.getNearestDc" }, { signal: giveUp.signal }), { message: "enough" });
  const kept = client.invoke(GET_CONFIG);
  // Calls leave at the end of the turn.
  await Promise.resolve();
  giveUp.abort(new Error("enough"));
  await given;
  t.is((await kept)._, "config");
  t.deepEqual(server.world.rpc.methods(), ["help.getConfig", "help.getConfig"]);
});

test("a call is given up while it waits for its answer, for a flood wait, and for a DC", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server, { connectTimeout: 60 });
  await client.connect();
  const signal = (): AbortSignal => AbortSignal.timeout(100);

  server.faults.add({ kind: "call", method: "help.getConfig", action: { delayMs: 60_000 } });
  await t.throwsAsync(client.invoke(GET_CONFIG, { signal: signal() }), { name: "TimeoutError", any: true });
  server.world.rpc.fail({ method: "help.getNearestDc", errorCode: 420, text: "FLOOD_WAIT_10" });
  await t.throwsAsync(client.invoke({ _: "help.getNearestDc" }, { signal: signal() }), { name: "TimeoutError", any: true });
  server.faults.add({ kind: "wire", at: "resPQ", action: "silence", times: Infinity });
  await t.throwsAsync(client.invoke(GET_CONFIG, { signal: signal(), dcId: 3 }), { name: "TimeoutError", any: true });
});

test("disconnect() rejects calls that wait for their answer and for a flood wait", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server);
  await client.connect();
  server.faults.add({ kind: "call", method: "help.getConfig", action: { delayMs: 60_000 } });
  server.world.rpc.fail({ method: "help.getNearestDc", errorCode: 420, text: "FLOOD_WAIT_10" });
  const calls = [
    t.throwsAsync(client.invoke(GET_CONFIG), { instanceOf: ConnectionError, message: /disconnected/ }),
    t.throwsAsync(client.invoke({ _: "help.getNearestDc" }), { instanceOf: ConnectionError, message: /disconnected/ }),
  ];
  await until(() => server.world.rpc.methods().length === 2);
  await client.disconnect();
  await Promise.all(calls);
});

test("disconnect() ends the waits between connection attempts", async (t) => {
  const server = await startServer(t);
  const fault = server.faults.add({ kind: "wire", at: "connect", action: "reset", times: Infinity });
  const client = createClient(t, server);
  const connecting = t.throwsAsync(client.connect(), { instanceOf: ClientStateError, message: /stopped/ });
  await until(() => fault.hits >= 3);
  await client.disconnect();
  await connecting;
});

test("stop() ends a start that waits for an answer", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.faults.add({ kind: "call", method: "updates.getState", action: { delayMs: 60_000 } });
  const client = createClient(t, server, { prompter: demoPerson() });
  const starting = t.throwsAsync(client.start(), { instanceOf: ClientStateError, message: /stopped/ });
  await until(() => server.world.rpc.methods().includes("updates.getState"));
  await client.stop();
  await starting;
});

test("one SIGINT ends a program whose start waits for an answer", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.faults.add({ kind: "call", method: "updates.getState", action: { delayMs: 60_000 } });
  const program = runProgram(t, "examples/user.js", {
    cwd: workdir(t),
    access: { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys },
    input: `${DEMO.phone}\ny\n${DEMO.code}\n`,
  });
  await until(() => server.world.rpc.methods().includes("updates.getState"));
  program.child.kill("SIGINT");
  t.is(await program.ended, 0, program.output.stderr);
});

test("stop() finishes a takeout, and leaves even when it cannot be finished", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const problems: string[] = [];
  const logger = { debug: () => {}, info: () => {}, warn: (text: string) => void problems.push(text), error: () => {} };
  const client = createClient(t, server, { prompter: demoPerson(), takeout: true, logger });
  await client.start();
  await client.stop();
  t.true(server.world.rpc.methods().includes("account.finishTakeoutSession"));
  t.deepEqual(problems, []);
  await client.start();
  server.world.rpc.fail({ method: "account.finishTakeoutSession", errorCode: 400, text: "TAKEOUT_INVALID" });
  await client.stop();
  t.false(client.isConnected);
  t.is(problems.length, 1);
});

test("a session that nobody is signed in on gets a new key when the server has forgotten it, without a word", async (t) => {
  const forgetful = await startServer(t);
  const folder = workdir(t);
  const first = createClient(t, forgetful, { workdir: folder });
  t.false(await first.connect());
  await first.disconnect();

  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await client.start();
  t.is(client.me?.firstName, "Ada");
  t.is(server.stats().permanentKeysMade, 1);
});

test("a connection that ends for good is reported when no call hears of it, and the next call tries afresh", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const problems: unknown[] = [];
  const logger = { debug: () => {}, info: () => {}, warn: (...all: unknown[]) => void problems.push(...all), error: () => {} };
  const client = createClient(t, server, { prompter: demoPerson(), logger });
  await client.start();
  const fault = server.faults.add({ kind: "wire", at: "encrypted", action: { transportError: -444 }, times: Infinity });
  await t.throwsAsync(client.invoke(GET_CONFIG), { instanceOf: TransportError });
  t.deepEqual(problems, []);
  fault.remove();
  t.is((await client.invoke(GET_CONFIG))._, "config");
});

test("an entry of rsaKeys that is no key is refused when the client is made", async (t) => {
  const server = await startServer(t);
  for (const key of ["", "key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]) {
    t.throws(() => new Client("my_account", access(server, { rsaKeys: [...server.rsaKeys, key] })), { name: "RangeError", message: /^rsaKeys\[1\]/ });
  }
});

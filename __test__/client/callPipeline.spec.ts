import { existsSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { Client, Flood, RpcError, SessionDeadError, TimeoutError, type ClientOptions, type Logger, type Middleware, type Tracer } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { access, createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";

const NEAREST = { _: "help.getNearestDc" } as const;

async function online(t: ExecutionContext, more: ClientOptions = {}): Promise<{ server: TestServer; client: Client }> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson(), ...more });
  await client.start();
  return { server, client };
}

function listener(): Logger & { readonly said: string[] } {
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  return { said, debug: () => {}, info: () => {}, warn: say, error: say };
}

test("use() puts a middleware around calls, the first one outermost, until it is removed", async (t) => {
  const { client } = await online(t);
  const order: string[] = [];
  const mark = (name: string): Middleware => async (call, next) => {
    order.push(`${name} ${call.method}`);
    return next(call);
  };
  const removeA = client.use(mark("a"));
  client.use(mark("b"));
  await client.invoke(NEAREST);
  removeA();
  removeA();
  await client.invoke(NEAREST);
  t.deepEqual(order, ["a help.getNearestDc", "b help.getNearestDc", "b help.getNearestDc"]);
});

test("a middleware sees a call once however often it is repeated, and stays over a restart", async (t) => {
  const { server, client } = await online(t);
  let seen = 0;
  client.use((call, next) => ((seen += 1), next(call)));
  server.faults.add({ kind: "call", method: "help.getNearestDc", action: { errorCode: 500, text: "INTERNAL" } });
  await client.invoke(NEAREST);
  t.is(seen, 1);
  t.is(server.stats().calls["help.getNearestDc"], 2);
  await client.restart();
  t.true(seen > 1);
});

test("a middleware can answer by itself, send another request, and repeat", async (t) => {
  const { server, client } = await online(t);
  const remove = client.use(async () => ({ _: "nearestDc", country: "ZZ", thisDc: 1, nearestDc: 1 }));
  t.is((await client.invoke(NEAREST)).country, "ZZ");
  remove();
  const change = client.use((call, next) => next({ ...call, request: { _: "help.getConfig" } }));
  const changed: { readonly _: string } = await client.invoke(NEAREST);
  t.is(changed._, "config");
  change();
  client.use(async (call, next) => (await next(call), next(call)));
  const before = server.stats().calls["help.getNearestDc"] ?? 0;
  await client.invoke(NEAREST);
  t.is(server.stats().calls["help.getNearestDc"], before + 2);
});

test("a middleware that throws rejects the call alone", async (t) => {
  const { client } = await online(t);
  const remove = client.use(() => {
    throw new Error("not today");
  });
  await t.throwsAsync(client.invoke(NEAREST), { message: "not today" });
  remove();
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

for (const wrong of [undefined, null, "middleware", {}]) {
  test(`use(${JSON.stringify(wrong)}) is a TypeError`, (t) => {
    // @ts-expect-error as JavaScript may call it
    t.throws(() => new Client("x", { inMemory: true }).use(wrong), { instanceOf: TypeError, message: /middleware/ });
  });
}

test("a middleware that hands on no call is told so", async (t) => {
  const { client } = await online(t);
  // @ts-expect-error as JavaScript may call it
  client.use((_call, next) => next());
  await t.throwsAsync(client.invoke(NEAREST), { instanceOf: TypeError, message: /next must be called with a call/ });
});

test("a call under a flood wait of an earlier process does not go out", async (t) => {
  const folder = workdir(t);
  const { server, client } = await online(t, { workdir: folder });
  server.faults.add({ kind: "call", method: "help.getNearestDc", action: { errorCode: 420, text: "FLOOD_WAIT_500" } });
  await t.throwsAsync(client.invoke(NEAREST), { instanceOf: Flood });
  await client.stop();
  const again = createClient(t, server, { workdir: folder });
  await again.start();
  const before = server.stats().calls["help.getNearestDc"];
  const error = await t.throwsAsync(again.invoke(NEAREST), { instanceOf: Flood, message: /nothing was sent/ });
  t.true((error?.value ?? 0) > 400 && (error?.value ?? 0) <= 500);
  t.is(server.stats().calls["help.getNearestDc"], before);
});

test("a call with a timeout is given up in time, and its late answer disturbs nobody", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "call", method: "help.getNearestDc", action: { delayMs: 300 } });
  await t.throwsAsync(client.invoke(NEAREST, { timeout: 0.05 }), { instanceOf: TimeoutError, message: /help\.getNearestDc.*0\.05 s; it may have been carried out/ });
  t.is((await client.invoke({ _: "help.getConfig" }, { timeout: 30 }))._, "config");
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

for (const [timeout, kind] of [[0, RangeError], [-1, RangeError], [Infinity, RangeError], [NaN, RangeError], ["5", TypeError], [null, TypeError]] as const) {
  test(`a timeout of ${String(timeout)} is a ${kind.name}`, async (t) => {
    const { client } = await online(t);
    // @ts-expect-error as JavaScript may call it
    await t.throwsAsync(client.invoke(NEAREST, { timeout }), { instanceOf: kind, message: /timeout/ });
  });
}

for (const [code, text, reason] of [[401, "SESSION_REVOKED", "revoked"], [401, "AUTH_KEY_UNREGISTERED", "signed-out"], [406, "AUTH_KEY_DUPLICATED", "used-twice"]] as const) {
  test(`${text} is told once, stops the calls and keeps the file`, async (t) => {
    const logger = listener();
    const folder = workdir(t);
    const { server, client } = await online(t, { workdir: folder, logger });
    const states: unknown[] = [];
    client.onConnectionState(({ state, error }) => void (error instanceof SessionDeadError && states.push(state)));
    server.world.rpc.fail({ method: "*", errorCode: code, text, times: Infinity });
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => client.invoke(NEAREST)));
    for (const end of ends) t.like(end.status === "rejected" ? end.reason : null, { name: "SessionDeadError", reason });
    const sent = server.stats().calls["help.getNearestDc"] ?? 0;
    await t.throwsAsync(client.invoke(NEAREST), { instanceOf: SessionDeadError });
    t.is(server.stats().calls["help.getNearestDc"] ?? 0, sent);
    t.is(logger.said.length, 1, logger.said.join("\n"));
    t.true(states.length <= 1);
    await client.stop();
    t.true(existsSync(join(folder, "my_account.session")));
    server.world.rpc.clear();
    const again = createClient(t, server, { workdir: folder });
    await again.start();
    t.is(again.me?.firstName, "Ada");
  });
}

test("run() ends with the error when the session dies meanwhile", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = new Client("my_account", access(server, { prompter: demoPerson(), logger: listener() }));
  const running = client.run(async () => {
    server.world.rpc.fail({ method: "*", errorCode: 401, text: "USER_DEACTIVATED_BAN", times: Infinity });
    await client.invoke(NEAREST).catch(() => {});
    await new Promise(() => {});
  });
  await t.throwsAsync(running, { instanceOf: SessionDeadError, message: /banned/ });
  t.false(client.isConnected);
});

test("start() of a dead session rejects with the reason and logs nothing", async (t) => {
  const folder = workdir(t);
  const { server, client } = await online(t, { workdir: folder });
  await client.stop();
  server.world.rpc.fail({ method: "*", errorCode: 401, text: "SESSION_REVOKED", times: Infinity });
  const logger = listener();
  await t.throwsAsync(createClient(t, server, { workdir: folder, logger }).start(), { instanceOf: SessionDeadError, message: /another device/ });
  t.deepEqual(logger.said, []);
});

test("the tracer sees every attempt, and none of the sign-in's secrets", async (t) => {
  const spans: { name: string; attributes: Record<string, unknown> }[] = [];
  const tracer: Tracer = {
    startSpan(name, { attributes }) {
      spans.push({ name, attributes });
      return { setAttribute: () => {}, setStatus: () => {}, recordException: (exception) => void (attributes["error"] = exception.message), end: () => {} };
    },
  };
  const { server, client } = await online(t, { tracer });
  server.faults.add({ kind: "call", method: "help.getNearestDc", action: { errorCode: 500, text: "INTERNAL" } });
  await client.invoke(NEAREST);
  t.deepEqual(spans.filter(({ name }) => name === "help.getNearestDc").map(({ attributes }) => attributes["heliogram.attempt"]), [1, 2]);
  const all = JSON.stringify(spans);
  t.true(all.includes("auth.signIn"));
  for (const secret of [DEMO.phone, DEMO.phone.replace(/\D/g, ""), DEMO.code]) t.false(all.includes(secret), secret);
});

for (const tracer of [null, 5, {}, { startSpan: 1 }]) {
  test(`a tracer ${JSON.stringify(tracer)} is a TypeError`, (t) => {
    // @ts-expect-error as JavaScript may call it
    t.throws(() => new Client("x", { inMemory: true, tracer }), { instanceOf: TypeError, message: /tracer/ });
  });
}

test("an unknown refusal of the account's calls stays an RpcError", async (t) => {
  const { server, client } = await online(t);
  server.world.rpc.fail({ method: "help.getNearestDc", errorCode: 401, text: "SESSION_PASSWORD_NEEDED" });
  const error = await t.throwsAsync(client.invoke(NEAREST), { instanceOf: RpcError });
  t.false(error instanceof SessionDeadError);
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

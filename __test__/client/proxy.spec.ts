import dns from "node:dns";
import { inspect } from "node:util";
import test, { type ExecutionContext } from "ava";
import { Client, ProxyError, type ProxyProblem, type ProxyServerOptions } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { API, createClient, demoPerson, startServer } from "../helpers/clientHarness.js";
import { startSpyProxy, type Misbehaviour, type SpyProxy } from "../helpers/proxies/SpyProxy.js";

const through = (proxy: SpyProxy): ProxyServerOptions => ({ scheme: "socks5", hostname: "127.0.0.1", port: proxy.port });
const hidden = (id: number): string => `dc${id}.known-to-the-proxy.invalid`;

/** Names of the server's DCs that only a proxy can resolve. */
function names(server: TestServer): ReadonlyMap<string, number> {
  return new Map(server.dcOptions.map(({ id, port }) => [hidden(id), port]));
}

/** Fails whoever asks DNS during the test, and gives the names that were asked for. */
function forbidDns(t: ExecutionContext): readonly unknown[] {
  const questions: unknown[] = [];
  const { lookup } = dns;
  const refuse = (...[name]: unknown[]): never => {
    questions.push(name);
    throw new Error(`somebody asked DNS for ${String(name)}`);
  };
  dns.lookup = Object.assign(refuse, { __promisify__: lookup.__promisify__ });
  t.teardown(() => (dns.lookup = lookup));
  return questions;
}

// Serial: for its time, nobody in this process may ask DNS.
test.serial("with a proxy nothing goes around it: no question to DNS, no connection, whatever DC is called", async (t) => {
  const server = await startServer(t, { dcs: [1, 2, 3] });
  server.addUser({ phone: DEMO.phone, firstName: "Ada", dc: 3 });
  const proxy = await startSpyProxy(t, names(server));
  const questions = forbidDns(t);
  const dcOptions = server.dcOptions.map(({ id }) => ({ id, host: hidden(id), port: 443 }));
  const client = createClient(t, server, { dcOptions, proxy: through(proxy), prompter: demoPerson() });
  await client.start();
  await client.invoke({ _: "help.getNearestDc" }, { dcId: 1 });
  t.deepEqual(questions, []);
  t.deepEqual([...new Set(proxy.targets)].sort(), [`${hidden(1)}:443`, `${hidden(2)}:443`, `${hidden(3)}:443`]);
  t.is(server.stats().openSockets, proxy.targets.length);
});

const misbehaving: readonly (readonly [Misbehaviour, ProxyProblem])[] = [
  ["silence", "timeout"],
  ["silence after the greeting", "timeout"],
  ["garbage", "protocol"],
  ["reset", "closed"],
];
for (const [misbehaviour, problem] of misbehaving) {
  test(`a proxy that answers with ${misbehaviour} makes connecting fail at once, by ProxyError ${problem}`, async (t) => {
    const server = await startServer(t);
    const proxy = await startSpyProxy(t);
    proxy.misbehaviour = misbehaviour;
    const client = createClient(t, server, { proxy: through(proxy), connectTimeout: problem === "timeout" ? 0.2 : 15 });
    const error = await t.throwsAsync<ProxyError>(client.connect(), { instanceOf: ProxyError });
    t.is(error?.problem, problem);
  });
}

test("the next proxy of a list is taken when one does not work, and kept while it does", async (t) => {
  const server = await startServer(t);
  const [broken, good] = [await startSpyProxy(t), await startSpyProxy(t)];
  broken.misbehaviour = "garbage";
  const client = createClient(t, server, { proxy: [through(broken), `socks5://127.0.0.1:${good.port}`] });
  t.false(await client.connect());
  t.is(good.targets.length, 1);
});

const KEY = "0123456789abcdef0123456789abcdef";
const OTHER = "f".repeat(32);
const DOMAIN = Buffer.from("www.example.com").toString("hex");
const link = (port: number, secret: string): string => `tg://proxy?server=127.0.0.1&port=${port}&secret=${secret}`;

// Serial: for its time, nobody in this process may ask DNS.
test.serial("of a list of all kinds the one that works is taken and kept, and nothing goes around it", async (t) => {
  const secret = `dd${KEY}`;
  const server = await startServer(t, { dcs: [1, 2, 3], secret });
  server.addUser({ phone: DEMO.phone, firstName: "Ada", dc: 3 });
  const broken = await startSpyProxy(t);
  broken.misbehaviour = "garbage";
  const questions = forbidDns(t);
  const dcOptions = server.dcOptions.map(({ id }) => ({ id, host: hidden(id), port: 443 }));
  const proxy = ["socks5://127.0.0.1:1", through(broken), link(server.port, `dd${OTHER}`), link(server.port, `ee${OTHER}${DOMAIN}`), link(server.port, secret)];
  const client = createClient(t, server, { dcOptions, proxy, prompter: demoPerson() });
  await client.start();
  t.is(client.me?.firstName, "Ada");
  const refused = server.stats().transportErrors;
  await client.invoke({ _: "help.getNearestDc" }, { dcId: 1 });
  t.deepEqual(server.stats().transportErrors, refused, "the one that worked is kept");
  t.deepEqual(questions, []);
});

test("when an MTProxy and others of a list all fail, the error says why for each", async (t) => {
  const server = await startServer(t, { secret: `dd${KEY}` });
  const noisy = await startSpyProxy(t);
  noisy.misbehaviour = "garbage";
  const proxy = [link(server.port, `dd${OTHER}`), "http://127.0.0.1:1", through(noisy), link(server.port, OTHER)];
  const client = createClient(t, server, { proxy });
  const error = await t.throwsAsync<ProxyError>(client.connect(), { instanceOf: ProxyError, message: /^None of the 4 proxies works: / });
  const problems = error?.cause instanceof AggregateError ? error.cause.errors.map(({ problem }: ProxyError) => problem) : [];
  t.deepEqual(problems.toSorted(), ["protocol", "secret", "secret", "unreachable"]);
  t.notRegex(`${error?.stack}`, /ffffffff|01234567/);
});

test("an MTProxy of a list that keeps silent is passed over", async (t) => {
  const server = await startServer(t, { secret: KEY });
  const silent = await startSpyProxy(t);
  silent.misbehaviour = "silence";
  const client = createClient(t, server, { proxy: [link(silent.port, KEY), link(server.port, KEY)], connectTimeout: 3 });
  t.false(await client.connect());
});

test("a list goes on with another proxy when the one in use is gone", async (t) => {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  const [first, second] = [await startSpyProxy(t), await startSpyProxy(t)];
  const client = createClient(t, server, { proxy: [through(first), through(second)] });
  await client.connect();
  first.misbehaviour = "garbage";
  client.reconnect();
  await client.invoke({ _: "help.getNearestDc" });
  t.true(second.targets.length > 0);
});

for (const transport of ["full", "websocket"] as const) {
  test(`the transport ${transport} is refused when an MTProxy is in the list`, (t) => {
    const proxy = ["socks5://127.0.0.1:1", link(443, KEY)];
    t.throws(() => new Client("my_account", { ...API, transport, proxy }), { instanceOf: RangeError, message: /^transport/ });
  });
}

test("when no proxy of a list works, the error tells of each", async (t) => {
  const server = await startServer(t);
  const [silent, noisy] = [await startSpyProxy(t), await startSpyProxy(t)];
  silent.misbehaviour = "silence";
  noisy.misbehaviour = "garbage";
  const client = createClient(t, server, { proxy: [through(silent), through(noisy)], connectTimeout: 0.3 });
  const error = await t.throwsAsync<ProxyError>(client.connect(), { instanceOf: ProxyError });
  const cause = error?.cause;
  t.true(cause instanceof AggregateError);
  t.deepEqual(cause instanceof AggregateError && cause.errors.map(({ problem }: ProxyError) => problem), ["timeout", "protocol"]);
});

test("stopping ends a connection that is being made through a silent proxy", async (t) => {
  const server = await startServer(t);
  const proxy = await startSpyProxy(t);
  proxy.misbehaviour = "silence";
  const client = createClient(t, server, { proxy: through(proxy) });
  const connecting = client.connect();
  connecting.catch(() => {});
  await client.stop();
  await t.throwsAsync(connecting);
});

test("inspecting a client shows nothing of its proxy that is secret", (t) => {
  const client = new Client("my_account", { ...API, proxy: "socks5://ann:hunter2@127.0.0.1:1080" });
  t.notRegex(inspect(client, { depth: 10, showHidden: true }), /ann:|hunter2/);
});

import dns from "node:dns";
import { inspect } from "node:util";
import test from "ava";
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

// Serial: for its time, nobody in this process may ask DNS.
test.serial("with a proxy nothing goes around it: no question to DNS, no connection, whatever DC is called", async (t) => {
  const server = await startServer(t, { dcs: [1, 2, 3] });
  server.addUser({ phone: DEMO.phone, firstName: "Ada", dc: 3 });
  const proxy = await startSpyProxy(t, names(server));
  const questions: unknown[] = [];
  const { lookup } = dns;
  const refuse = (...[name]: unknown[]): never => {
    questions.push(name);
    throw new Error(`somebody asked DNS for ${String(name)}`);
  };
  dns.lookup = Object.assign(refuse, { __promisify__: lookup.__promisify__ });
  t.teardown(() => (dns.lookup = lookup));

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

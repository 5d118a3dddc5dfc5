import dns from "node:dns";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import test, { type ExecutionContext } from "ava";
import { Client, ProxyError, RpcError, type TransportName } from "../../ts/index.js";
import { DEMO, RpcFault, type RpcService } from "../../ts/testing/index.js";
import { API, createClient, demoPerson, startServer } from "../helpers/clientHarness.js";

const KEY = "0123456789abcdef0123456789abcdef";
const DOMAIN = Buffer.from("www.example.com").toString("hex");
const SECRETS = { simple: KEY, dd: `dd${KEY}`, ee: `ee${KEY}${DOMAIN}` } as const;
type Kind = keyof typeof SECRETS;
const KINDS: readonly Kind[] = ["simple", "dd", "ee"];

/** Addresses that lead nowhere: with an MTProxy nobody may try them. */
const NOWHERE = [1, 2, 3].map((id) => ({ id, host: `dc${id}.nowhere.invalid`, port: 443 }));

const link = (port: number, secret: string): string => `tg://proxy?server=127.0.0.1&port=${port}&secret=${secret}`;

for (const kind of KINDS) {
  test.serial(`a person of another DC signs in through an MTProxy with a ${kind} secret, and nothing goes around it`, async (t) => {
    const server = await startServer(t, { dcs: [1, 2, 3], secret: SECRETS[kind] });
    server.addUser({ phone: DEMO.phone, firstName: "Ada", dc: 3 });
    const questions: unknown[] = [];
    const { lookup } = dns;
    const refuse = (name: string): never => {
      questions.push(name);
      throw new Error(`somebody asked DNS for ${name}`);
    };
    dns.lookup = Object.assign(refuse, { __promisify__: lookup.__promisify__ });
    t.teardown(() => (dns.lookup = lookup));
    const client = createClient(t, server, { dcOptions: NOWHERE, proxy: link(server.port, SECRETS[kind]), prompter: demoPerson() });
    await client.start();
    t.is(client.me?.firstName, "Ada");
    t.deepEqual(questions, []);
  });

  test(`an MTProxy with a ${kind} secret is told from one with another, at once`, async (t) => {
    const server = await startServer(t, { secret: SECRETS[kind] });
    const other = SECRETS[kind].replace("0123", "ffff");
    const error = await throwsProxyError(t, createClient(t, server, { proxy: link(server.port, other) }));
    t.is(error?.problem, "secret");
    t.notRegex(`${error?.stack}`, /ffff4567|01234567/);
  });

  test(`an MTProxy with a ${kind} secret that keeps silent is given up after its time`, async (t) => {
    const server = await startServer(t);
    const port = await listen(t, () => {});
    const error = await throwsProxyError(t, createClient(t, server, { proxy: link(port, SECRETS[kind]), connectTimeout: 0.3 }));
    t.is(error?.problem, "timeout");
  });

  test(`an MTProxy with a ${kind} secret that is not there fails at once`, async (t) => {
    const server = await startServer(t);
    const port = await listen(t, () => {});
    const error = await throwsProxyError(t, createClient(t, server, { proxy: { scheme: "mtproxy", hostname: "127.0.0.1", port: port === 1 ? 2 : 1, secret: SECRETS[kind] } }));
    t.is(error?.problem, "unreachable");
  });

  test(`a session goes on through an MTProxy with a ${kind} secret when its connection was lost`, async (t) => {
    const server = await startServer(t, { secret: SECRETS[kind] });
    const client = createClient(t, server, { proxy: link(server.port, SECRETS[kind]) });
    await client.connect();
    server.faults.add({ kind: "wire", at: "connect", action: "close", times: 1 });
    const calls = await Promise.all([1, 2, 3].map(() => client.invoke({ _: "help.getNearestDc" })));
    t.is(calls.length, 3);
  });
}

test("bytes that come one by one through fake TLS are put together", async (t) => {
  const server = await startServer(t, { secret: SECRETS.ee });
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.faults.add({ kind: "pace", segmentBytes: 1 });
  const client = createClient(t, server, { proxy: link(server.port, SECRETS.ee), prompter: demoPerson() });
  await client.start();
  t.is(client.me?.firstName, "Ada");
});

test("a real web server in place of the proxy is told from it: nothing but a hello was sent", async (t) => {
  const server = await startServer(t);
  const web = createTlsServer({}, () => t.fail("TLS was made with somebody who does not speak it"));
  web.on("tlsClientError", () => {});
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  t.teardown(() => web.close());
  const { port } = web.address() as AddressInfo;
  const error = await throwsProxyError(t, createClient(t, server, { proxy: link(port, SECRETS.ee) }));
  t.is(error?.problem, "secret");
});

test("a server of another kind in place of the proxy is told from it", async (t) => {
  const server = await startServer(t);
  const port = await listen(t, (socket) => socket.write("220 mail.example ready\r\n"));
  const error = await throwsProxyError(t, createClient(t, server, { proxy: link(port, SECRETS.ee) }));
  t.is(error?.problem, "protocol");
});

for (const transport of ["obfuscated-abridged", "intermediate", "padded", "abridged"] as const satisfies readonly TransportName[]) {
  test(`a simple secret goes with the transport ${transport}`, async (t) => {
    const server = await startServer(t, { secret: SECRETS.simple });
    const client = createClient(t, server, { proxy: link(server.port, SECRETS.simple), transport });
    t.false(await client.connect());
  });
}

for (const transport of ["full", "websocket", "websocket-insecure"] as const) {
  test(`the transport ${transport} is refused with an MTProxy`, (t) => {
    t.throws(() => new Client("my_account", { ...API, transport, proxy: link(443, SECRETS.dd) }), { instanceOf: RangeError, message: /^transport/ });
  });
}

test("the server hears of the MTProxy in initConnection", async (t) => {
  const bodies: Buffer[] = [];
  const service: RpcService = {
    call: (_peer, body) => {
      bodies.push(Buffer.from(body));
      return Promise.reject(new RpcFault(400, "NOT_TODAY"));
    },
    sessionOpened: () => {},
    sessionClosed: () => {},
  };
  const server = await startServer(t, { secret: SECRETS.dd, service: () => service });
  const client = createClient(t, server, { proxy: link(server.port, SECRETS.dd) });
  await client.connect();
  await t.throwsAsync(client.invoke({ _: "help.getNearestDc" }), { instanceOf: RpcError });
  // inputClientProxy#75588b3f address:string port:int
  const port = Buffer.alloc(4);
  port.writeInt32LE(server.port);
  const told = Buffer.concat([Buffer.from("3f8b5875", "hex"), Buffer.of(9), Buffer.from("127.0.0.1"), Buffer.alloc(2), port]);
  t.true(bodies.some((body) => body.includes(told)));
});

async function throwsProxyError(t: ExecutionContext, client: Client): Promise<ProxyError | undefined> {
  return t.throwsAsync<ProxyError>(client.connect(), { instanceOf: ProxyError });
}

/** A server that does only this with a connection. */
async function listen(t: ExecutionContext, accept: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.resume();
    accept(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

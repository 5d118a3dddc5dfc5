import test from "ava";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { EchoService, METHOD, startEcho } from "../helpers/EchoService.js";
import { initConnection, MtprotoClient, readRpcError } from "../helpers/MtprotoClient.js";
import { id } from "../helpers/mtprotoHandshake.js";
import { TestServer, type TestServerOptions } from "../../ts/testing/index.js";
import { listen } from "../../ts/testing/listener/listen.js";

const service = (): EchoService => new EchoService();

test("tells where it listens, and is gone after `await using`", async (t) => {
  let port = 0;
  {
    await using server = await TestServer.start({ service });
    port = server.port;
    t.deepEqual(server.dcOptions.map(({ id: dcId, host }) => [dcId, host]), [[1, "127.0.0.1"], [2, "127.0.0.1"], [3, "127.0.0.1"]]);
    t.is(new Set([...server.dcOptions.map((dc) => dc.port), ...[1, 2, 3].map((dcId) => server.wsPortOf(dcId))]).size, 6);
    t.is(server.port, server.dcOptions[0]?.port ?? 0);
    t.is(server.wsPort, server.wsPortOf(1));
    t.regex(server.fingerprint, /^[0-9a-f]{16}$/);
    t.throws(() => server.wsPortOf(4), { instanceOf: RangeError });
  }
  await using again = await TestServer.start({ service, port });
  t.is(again.port, port);
  await t.throwsAsync(TestServer.start({ service, port }), { code: "EADDRINUSE" });
});

test("chooses ports that fit 15 bits, as gramjs stores them", async (t) => {
  await using server = await TestServer.start({ service, dcs: 5 });
  const ports = server.dcOptions.flatMap(({ id: dcId, port }) => [port, server.wsPortOf(dcId)]);
  t.true(ports.every((port) => port >= 10_000 && port < 2 ** 15), ports.join());
});

test("tries another port when the one that it chose is taken", async (t) => {
  await using server = await TestServer.start({ service });
  const choices = [server.port, server.wsPort, 0];
  const late = createServer();
  await listen(late, 0, () => choices.shift() ?? -1);
  t.teardown(() => late.close());
  t.true(late.listening);
  t.deepEqual(choices, []);
  const idle = createServer();
  await t.throwsAsync(listen(idle, 0, () => server.port), { code: "EADDRINUSE" });
});

const refused: Partial<TestServerOptions>[] = [
  { dcs: 0 },
  { dcs: 1.5 },
  { dcs: 1e9 },
  { dcs: [] },
  { dcs: [1, 1] },
  { dcs: [-1] },
  { dcs: [1000] },
  { port: -1 },
  { port: 65536 },
  { port: 1.5 },
  { clockOffsetMs: NaN },
  { saltLifetimeSec: 0 },
  { saltLifetimeSec: 0.5 },
  { sessionTtlSec: 0 },
  { sessionTtlSec: Infinity },
];

for (const options of refused) {
  const [[name, value] = ["", 0]] = Object.entries(options);
  test(`refuses ${name}: ${JSON.stringify(value)} and names it`, async (t) => {
    await t.throwsAsync(TestServer.start({ ...options, service }), { instanceOf: RangeError, message: new RegExp(`^${name} `) });
  });
}

test("leaves no port open when its service cannot start", async (t) => {
  let port = 0;
  const broken = TestServer.start({
    service: ({ dcOptions }) => {
      port = dcOptions[0]?.port ?? 0;
      throw new Error("no service");
    },
  });
  await t.throwsAsync(broken, { message: "no service" });
  await using server = await TestServer.start({ service, port });
  t.is(server.port, port);
});

test("keeps the keys of one DC from the others", async (t) => {
  const { server, rsaKey } = await startEcho(t, { dcs: [4, 2] });
  const [first = 0, second = 0] = server.dcOptions.map((dc) => dc.port);
  const client = await MtprotoClient.connect({ port: first, rsaKey });
  await client.request(id(METHOD.echo));
  await client.reconnect({ port: second });
  client.call(id(METHOD.echo));
  t.is((await t.throwsAsync(client.nextOf(0)))?.message, "connection ended: -404");
});

test("lives by the clock that it is given", async (t) => {
  const { port, rsaKey } = await startEcho(t, { clockOffsetMs: 86_400_000 });
  const client = await MtprotoClient.connect({ port, rsaKey });
  t.teardown(() => client.close());
  client.call(id(METHOD.echo));
  t.is((await client.nextOf(0xa7eff811)).body.readInt32LE(16), 16);
  client.clockOffsetSec = 86_400;
  client.newSession();
  await client.request(id(METHOD.echo));
});

test("answers by a world unless it is given a service, and lists what goes wrong there", async (t) => {
  await using server = await TestServer.start();
  const [rsaKey = ""] = server.rsaKeys;
  const client = await MtprotoClient.connect({ port: server.port, rsaKey });
  t.teardown(() => client.close());
  const getConfig = initConnection(id(0xc4f9186b));
  t.is((await client.request(getConfig)).readUInt32LE(0), 0xcc1a241e);
  server.faults.add({ kind: "call", method: "help.getConfig", action: { errorCode: 420, text: "FLOOD_WAIT_9" } });
  t.is(readRpcError(await client.request(getConfig)).text, "FLOOD_WAIT_9");
  t.deepEqual(server.stats().calls, { "help.getConfig": 2 });
  t.deepEqual(server.stats().failures, []);
  Object.defineProperty(server.world.state, "dcs", {
    get: () => {
      throw new Error("no DCs any more");
    },
  });
  t.deepEqual(readRpcError(await client.request(getConfig)), { code: 500, text: "INTERNAL" });
  t.regex(String(server.stats().failures), /no DCs any more/);
});

test("does not wait for a client that keeps its side open", async (t) => {
  const { server, port } = await startEcho(t);
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => {});
  t.teardown(() => socket.destroy());
  // Intermediate, and a packet too short to be one: −404.
  socket.write(Buffer.from("eeeeeeee0400000001020304", "hex"));
  await once(socket.resume(), "end");
  t.is(server.stats().openSockets, 1);
  while (server.stats().openSockets > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  t.is(server.stats().transportErrors[-404], 1);
});

test("leaves nothing behind after many clients", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  for (let round = 0; round < 20; round++) {
    const client = await MtprotoClient.connect({ port, rsaKey });
    await client.request(id(METHOD.echo));
    client.send(id(0xd1435160), true);
    await client.nextOf(0xf660e1d4);
    client.close();
  }
  while (server.stats().openSockets > 0) await new Promise(setImmediate);
  const { connections, sessions, keys, permanentKeysMade, calls } = server.stats();
  t.deepEqual({ connections, sessions, keys, permanentKeysMade, calls }, { connections: 20, sessions: 0, keys: 0, permanentKeysMade: 20, calls: { echo: 20 } });
});

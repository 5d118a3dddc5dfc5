import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import test, { type ExecutionContext } from "ava";
import { ConnectionError, TimeoutError, type DcOption } from "../../ts/index.js";
import { DcDirectory } from "../../ts/network/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { dialTcp, dialWebSocket } from "../../ts/transport/index.js";
import { createCertificate } from "../helpers/certificate.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { createNetwork } from "../helpers/createNetwork.js";
import { startSpyProxy } from "../helpers/proxies/SpyProxy.js";

const webSocketDcs = (server: TestServer): DcOption[] => server.dcOptions.map((option) => ({ ...option, port: server.wsPortOf(option.id) }));

test("a person of another DC signs in over WebSocket", async (t) => {
  const server = await startServer(t, { dcs: [2, 3] });
  server.addUser({ phone: DEMO.phone, firstName: "Ada", dc: 3 });
  const client = createClient(t, server, { dcOptions: webSocketDcs(server), transport: "websocket-insecure", prompter: demoPerson() });
  await client.start();
  t.is(client.me?.firstName, "Ada");
});

test("a session goes on over WebSocket when its connection was lost, byte by byte", async (t) => {
  const server = await startServer(t);
  server.faults.add({ kind: "pace", segmentBytes: 1 });
  const client = createClient(t, server, { dcOptions: webSocketDcs(server), transport: "websocket-insecure" });
  await client.connect();
  server.faults.add({ kind: "wire", at: "connect", action: "close", times: 1 });
  t.is((await client.invoke({ _: "help.getNearestDc" }))._, "nearestDc");
});

test("a WebSocket goes through a proxy like any other connection", async (t) => {
  const server = await startServer(t);
  const proxy = await startSpyProxy(t, new Map([["dc2.known-to-the-proxy.invalid", server.wsPortOf(2)]]));
  const dcOptions = [{ id: 2, host: "dc2.known-to-the-proxy.invalid", port: 80 }];
  const client = createClient(t, server, { dcOptions, transport: "websocket-insecure", proxy: `socks5://127.0.0.1:${proxy.port}` });
  t.false(await client.connect());
  t.deepEqual(proxy.targets, ["dc2.known-to-the-proxy.invalid:80"]);
});

test("a bot signs in over WebSocket with TLS when the certificate is trusted, and a client refuses one that is not", async (t) => {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  const { key, cert } = createCertificate(workdir(t));
  const terminator = createTlsServer({ key, cert }, (inside) => {
    const outward = connect(server.wsPortOf(2), "127.0.0.1");
    inside.on("error", () => outward.destroy());
    outward.on("error", () => inside.destroy());
    inside.pipe(outward).pipe(inside);
  });
  terminator.on("tlsClientError", () => {});
  const port = await listen(t, terminator);
  const dcOptions = [{ id: 2, host: "localhost", port }];

  const dial = dialWebSocket({ secure: true, path: "/apiws", ca: cert }, dialTcp);
  const directory = new DcDirectory({ explicit: dcOptions, builtIn: [], family: "auto", obfuscated: true, learns: false });
  const network = await createNetwork(t, server, { dial, directory });
  t.like(await network.invoke({ _: "help.getNearestDc" }), { _: "nearestDc" });

  const distrusting = createClient(t, server, { dcOptions, transport: "websocket" });
  await t.throwsAsync(distrusting.connect(), { instanceOf: ConnectionError, message: /TLS with localhost.*self.signed/ });
});

const others: readonly (readonly [name: string, answer: string | null, kind: typeof ConnectionError | typeof TimeoutError, message: RegExp])[] = [
  ["a web server without WebSocket", "HTTP/1.1 404 Not Found\r\n\r\n", ConnectionError, /status 404/],
  ["a server that accepts another key", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: AAAA\r\n\r\n", ConnectionError, /something else/],
  ["a mail server", "220 mail.example\r\n\r\n", ConnectionError, /does not open a WebSocket/],
  ["a server that keeps silent", null, TimeoutError, /did not answer within/],
];
for (const [name, answer, kind, message] of others) {
  test(`${name} in place of Telegram is a ${kind.name}`, async (t) => {
    const port = await listen(t, createServer((socket) => socket.on("error", () => {}).once("data", () => answer !== null && socket.write(answer))));
    const dial = dialWebSocket({ secure: false, path: "/apiws" }, dialTcp);
    const dialled = dial({ host: "127.0.0.1", port }, { timeoutMs: answer === null ? 200 : 10_000, signal: new AbortController().signal });
    await t.throwsAsync(dialled, { instanceOf: kind, message });
  });
}

async function listen(t: ExecutionContext, server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import test, { type ExecutionContext } from "ava";
import { Client, ConnectionError, ProxyError } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { API, createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { startSpyProxy } from "../helpers/proxies/SpyProxy.js";

const KEY = "0123456789abcdef0123456789abcdef";
const OTHER = KEY.replace("0123", "ffff");
const DOMAIN = Buffer.from("www.example.com").toString("hex");
const NEAREST = { _: "help.getNearestDc" } as const;
const KINDS: readonly (readonly [kind: string, before: string, after: string])[] = [
  ["simple", "", ""],
  ["dd", "dd", ""],
  ["ee", "ee", DOMAIN],
];
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const home = (server: TestServer) => server.dcOptions.filter(({ id }) => id === 2);

for (const [kind, before, after] of KINDS) {
  const secret = before + KEY + after;
  test(`an address with a ${kind} secret is spoken to with that secret, also at the next start`, async (t) => {
    const server = await startServer(t, { secret });
    const folder = workdir(t);
    const dcOptions = home(server).map(({ id, host, port }) => ({ id, host, port, tcpoOnly: true, secret: bytesOf(secret) }));
    const client = createClient(t, server, { dcOptions, workdir: folder });
    await client.connect();
    t.is((await client.invoke(NEAREST)).thisDc, 2);
    await client.stop();
    const again = createClient(t, server, { dcOptions: undefined, workdir: folder });
    await again.connect();
    t.is((await again.invoke(NEAREST)).thisDc, 2);
  });

  test(`an address with a ${kind} secret that the server does not know is of no use, and another one is taken`, async (t) => {
    const server = await startServer(t, { secret });
    const wrong = home(server).map(({ id, host, port }) => ({ id, host, port, secret: bytesOf(before + OTHER + after) }));
    const alone = createClient(t, server, { dcOptions: wrong, connectTimeout: 0.3 });
    const error = await t.throwsAsync(alone.connect());
    t.false(error instanceof ProxyError, "there is no proxy to blame");
    t.notRegex(`${error?.stack}`, /ffff4567|01234567/);
    const client = createClient(t, server, { dcOptions: [...wrong, ...home(server)] });
    await client.connect();
    t.is((await client.invoke(NEAREST)).thisDc, 2);
  });
}

test("an address with a secret that only the configuration names is reached, through a proxy as well", async (t) => {
  const secret = `dd${KEY}`;
  const server = await startServer(t, { secret });
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.world.setDcs(server.dcOptions.map((option) => (option.id === 3 ? { ...option, tcpoOnly: true, secret: bytesOf(secret) } : option)));
  const proxy = await startSpyProxy(t);
  for (const more of [{}, { proxy: `socks5://127.0.0.1:${proxy.port}` }]) {
    const client = createClient(t, server, { dcOptions: home(server), prompter: demoPerson(), ...more });
    await client.start();
    t.is((await client.invoke(NEAREST, { dcId: 3 })).thisDc, 3);
  }
  t.true(proxy.targets.length >= 2);
});

for (const length of [0, 1, 15, 17, 18]) {
  test(`a secret of ${length} bytes that begin with 01 is none`, (t) => {
    const dcOptions = [{ id: 2, host: "127.0.0.1", port: 443, secret: new Uint8Array(length).fill(1) }];
    t.throws(() => new Client("my_account", { ...API, dcOptions }), { instanceOf: RangeError, message: /^dcOptions\[0\]\.secret must be 16 bytes/ });
  });
}

/** A server that closes each connection at once, and counts them. */
async function startDoor(t: ExecutionContext): Promise<{ readonly port: number; knocks: number }> {
  const listener = createServer((socket) => {
    door.knocks += 1;
    socket.resetAndDestroy();
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  t.teardown(() => listener.close());
  const door = { port: (listener.address() as AddressInfo).port, knocks: 0 };
  return door;
}

test("the address that answered is the first that the next start tries", async (t) => {
  const server = await startServer(t);
  const door = await startDoor(t);
  const folder = workdir(t);
  const dcOptions = [{ id: 2, host: "127.0.0.1", port: door.port }, ...home(server)];
  const client = createClient(t, server, { dcOptions, workdir: folder });
  await client.connect();
  t.is((await client.invoke(NEAREST)).thisDc, 2);
  await client.stop();
  t.is(door.knocks, 1);
  const again = createClient(t, server, { dcOptions, workdir: folder });
  await again.connect();
  t.is((await again.invoke(NEAREST)).thisDc, 2);
  t.is(door.knocks, 1);
});

test("a configuration with addresses that lead nowhere keeps no client from working", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const door = await startDoor(t);
  const nowhere = [
    { id: 3, host: "127.0.0.1", port: 0 },
    { id: 3, host: "127.0.0.1", port: 65_536 },
    { id: 3, host: "127.0.0.1", port: -1 },
    { id: 3, host: "", port: 443 },
    { id: 3, host: "127.0.0.1", port: 1 },
    { id: 3, host: "127.0.0.1", port: door.port },
    { id: 3, host: "::1", port: 1 },
    { id: 3, host: "0.0.0.0", port: 1 },
    { id: 3, host: "::", port: 1 },
    { id: 3, host: "127.0.0.1", port: 443, secret: Uint8Array.of(1) },
    { id: 3, host: "127.0.0.1", port: 443, cdn: true },
  ];
  const strange = [0, -1, 5, 1001, 2 ** 31 - 1].map((id) => ({ id, host: "127.0.0.1", port: 1 }));
  server.world.setDcs([...nowhere, ...strange, ...server.dcOptions]);
  const client = createClient(t, server, { dcOptions: home(server), prompter: demoPerson() });
  await client.start();
  t.is((await client.invoke(NEAREST, { dcId: 3 })).thisDc, 3);
  t.is((await client.invoke(NEAREST)).thisDc, 2);
  for (const dcId of [999, 1001]) {
    await t.throwsAsync(client.invoke(NEAREST, { dcId }), { instanceOf: ConnectionError, message: `No address of DC ${dcId} is known` });
  }
});

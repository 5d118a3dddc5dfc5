import { existsSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { RpcError, type Client } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { createNetwork } from "../helpers/createNetwork.js";
import { until } from "../helpers/runProgram.js";

type More = Parameters<typeof createClient>[2];

interface Place {
  readonly server: TestServer;
  readonly folder: string;
}

async function prepare(t: ExecutionContext): Promise<Place> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  return { server, folder: workdir(t) };
}

/** Signs in, and has keys with two more DCs. */
async function signedIn(t: ExecutionContext, { server, folder }: Place, more: More = {}): Promise<Client> {
  const client = createClient(t, server, { workdir: folder, prompter: demoPerson(), ...more });
  await client.start();
  await client.invoke({ _: "help.getNearestDc" }, { dcId: 1 });
  await client.invoke({ _: "help.getNearestDc" }, { dcId: 3 });
  return client;
}

const isLeft = ({ folder }: Place): boolean => existsSync(join(folder, "my_account.session"));

for (const pfs of [true, false]) {
  test(`a log-out leaves no key and no session of any DC at the server (pfs: ${pfs})`, async (t) => {
    const place = await prepare(t);
    const { server } = place;
    const client = await signedIn(t, place, { pfs });
    t.is(server.stats().keys, pfs ? 6 : 3);
    await client.logOut();
    const { keys, sessions, permanentKeysMade, failures } = server.stats();
    t.deepEqual({ keys, sessions, permanentKeysMade, failures }, { keys: 0, sessions: 0, permanentKeysMade: 3, failures: [] });
    t.false(isLeft(place));
    await until(() => server.stats().openSockets === 0);
  });
}

test("keys of DCs that an earlier run has talked to are destroyed as well", async (t) => {
  const place = await prepare(t);
  const { server } = place;
  await (await signedIn(t, place)).stop();
  t.is(server.stats().keys, 6);
  const client = createClient(t, server, { workdir: place.folder });
  await client.start();
  await client.logOut();
  t.is(server.stats().keys, 0);
});

test("a DC that is down keeps its keys, and the log-out does not fail", async (t) => {
  const place = await prepare(t);
  const { server } = place;
  const client = await signedIn(t, place);
  await server.stopDc(3);
  await client.logOut();
  t.is(server.stats().keys, 2, "the permanent one of DC 3, and the temporary one");
  t.false(isLeft(place));
});

for (const answer of ["fail", "none", "silence"] as const) {
  test(`a server that answers ${answer} when a key is to be destroyed does not stop a log-out`, async (t) => {
    const place = await prepare(t);
    const { server } = place;
    const client = await signedIn(t, place, { connectTimeout: answer === "silence" ? 4 : 15 });
    const before = server.stats();
    server.faults.add({ kind: "destroyKey", answer, times: Infinity });
    await client.logOut();
    const { keys, permanentKeysMade, temporaryKeysMade } = server.stats();
    t.like(before, { keys, permanentKeysMade, temporaryKeysMade }, "none is gone, and none is made for it");
    t.false(isLeft(place));
  });
}

test("a connection that is lost right after the log-out is made anew for the keys", async (t) => {
  const place = await prepare(t);
  const { server } = place;
  const client = await signedIn(t, place);
  server.faults.add({ kind: "call", method: "auth.logOut", action: "closeAfterAnswer" });
  const before = server.stats();
  await client.logOut();
  t.is(server.stats().permanentKeysMade, before.permanentKeysMade);
  t.is(server.stats().keys, 0);
  t.false(isLeft(place));
});

test("keys of connections for files are destroyed with the others", async (t) => {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  const network = await createNetwork(t, server, { tempKeyLifetimeSec: 3600 });
  const pool = network.pool(3, "download", 2);
  await Promise.all([1, 2].map(() => pool.invoke({ _: "help.getNearestDc" })));
  // Two permanent ones; temporary ones of the two main connections and of the two for files.
  t.is(server.stats().keys, 6);
  await network.destroyKeys();
  t.is(server.stats().keys, 0);
  await t.throwsAsync(network.invoke({ _: "help.getNearestDc" }), { message: /logged out/ });
});

test("a log-out that Telegram refuses destroys nothing", async (t) => {
  const place = await prepare(t);
  const { server } = place;
  const client = await signedIn(t, place);
  server.world.rpc.fail({ method: "auth.logOut", errorCode: 400, text: "NOT_TODAY" });
  await t.throwsAsync(client.logOut(), { instanceOf: RpcError, message: /NOT_TODAY/ });
  t.is(server.stats().keys, 6);
  t.true(isLeft(place));
  t.like(await client.invoke({ _: "help.getNearestDc" }), { thisDc: 2 });
});

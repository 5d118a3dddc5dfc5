import test, { type ExecutionContext } from "ava";
import { ConnectionError, TransportError, type Client, type ClientOptions } from "../../ts/index.js";
import { packTempKey, renewInMs, unpackTempKey, type TempKey } from "../../ts/network/TempKey.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { createNetwork } from "../helpers/createNetwork.js";
import { until } from "../helpers/runProgram.js";

const NEAREST = { _: "help.getNearestDc" } as const;

async function serverWithPerson(t: ExecutionContext): Promise<TestServer> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  return server;
}

async function signedIn(t: ExecutionContext, server: TestServer, more: ClientOptions = {}): Promise<Client> {
  const client = createClient(t, server, { prompter: demoPerson(), ...more });
  await client.start();
  return client;
}

/** How many calls were carried out. */
function ran(server: TestServer, method: string): number {
  return server.world.rpc.calls.filter((call) => call.method === method).length;
}

test("a client talks under a temporary key that is bound to the permanent one", async (t) => {
  const server = await serverWithPerson(t);
  await signedIn(t, server);
  t.like(server.stats(), { permanentKeysMade: 1, temporaryKeysMade: 1, badMessages: {}, transportErrors: {} });
});

test("pfs: false keeps to the permanent key", async (t) => {
  const server = await serverWithPerson(t);
  await signedIn(t, server, { pfs: false });
  t.like(server.stats(), { permanentKeysMade: 1, temporaryKeysMade: 0 });
});

test("the temporary key is used again by the next start, while it lives", async (t) => {
  const server = await serverWithPerson(t);
  const folder = workdir(t);
  await (await signedIn(t, server, { workdir: folder })).stop();
  await (await signedIn(t, server, { workdir: folder })).stop();
  t.is(server.stats().temporaryKeysMade, 1);
  server.clock.offsetMs = 86_400_000;
  await (await signedIn(t, server, { workdir: folder })).stop();
  t.is(server.stats().temporaryKeysMade, 2);
  t.is(server.stats().permanentKeysMade, 1);
});

test("temporary keys that the server forgets are replaced, and no call is lost", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  for (let round = 1; round <= 3; round++) {
    server.forgetKeys("temporary");
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.invoke(NEAREST)));
    t.true(answers.every(({ thisDc }) => thisDc === 2));
    t.is(server.stats().temporaryKeysMade, 1 + round);
  }
  t.is(server.stats().permanentKeysMade, 1);
});

test("a call that is under way when the key is forgotten is answered under the next one", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  server.faults.add({ kind: "call", method: NEAREST._, action: { delayMs: 60_000 } });
  const answer = client.invoke(NEAREST);
  await until(() => ran(server, NEAREST._) === 1);
  server.forgetKeys("temporary");
  client.reconnect();
  t.is((await answer).thisDc, 2);
});

test("a stored temporary key that the server has forgotten is replaced at the start", async (t) => {
  const server = await serverWithPerson(t);
  const folder = workdir(t);
  await (await signedIn(t, server, { workdir: folder })).stop();
  server.forgetKeys("temporary");
  const again = await signedIn(t, server, { workdir: folder });
  t.is(again.me?.firstName, "Ada");
});

test("a call that comes when the binding is gone is repeated under a new key", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  server.world.rpc.fail({ method: NEAREST._, errorCode: 401, text: "AUTH_KEY_PERM_EMPTY" });
  t.is((await client.invoke(NEAREST)).thisDc, 2);
  t.is(server.stats().temporaryKeysMade, 2);
});

test("the loss of the permanent key is told to a signed-in client, and the key is kept", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  server.forgetKeys("all");
  const error = await t.throwsAsync(client.invoke(NEAREST), { instanceOf: TransportError });
  t.is(error?.status, -404);
  t.is(server.stats().permanentKeysMade, 1);
});

test("a permanent key that is lost before anybody signed in is replaced without a word", async (t) => {
  const server = await serverWithPerson(t);
  const client = createClient(t, server);
  await client.connect();
  server.forgetKeys("all");
  t.is((await client.invoke(NEAREST)).thisDc, 2);
  t.is(server.stats().permanentKeysMade, 2);
});

for (const text of ["TEMP_AUTH_KEY_ALREADY_BOUND", "EXPIRES_AT_INVALID", "ENCRYPTED_MESSAGE_INVALID"]) {
  test(`a binding that is refused with ${text} is tried with another key`, async (t) => {
    const server = await serverWithPerson(t);
    server.faults.add({ kind: "call", method: "auth.bindTempAuthKey", action: { errorCode: 400, text }, times: 3 });
    const client = await signedIn(t, server);
    t.is(client.me?.firstName, "Ada");
    t.is(server.stats().permanentKeysMade, 1);
  });
}

test("a DC that never binds a key is given up with its reason", async (t) => {
  const server = await serverWithPerson(t);
  const action = { errorCode: 400, text: "ENCRYPTED_MESSAGE_INVALID" };
  server.faults.add({ kind: "call", method: "auth.bindTempAuthKey", action, times: Infinity });
  await t.throwsAsync(createClient(t, server).connect(), { instanceOf: ConnectionError, message: /ENCRYPTED_MESSAGE_INVALID/ });
});

test("a key is renewed before its end in the background, and no call fails", async (t) => {
  const server = await serverWithPerson(t);
  const due: { ms: number; job: () => void }[] = [];
  const lost: number[] = [];
  const network = await createNetwork(t, server, {
    tempKeyLifetimeSec: 86_400,
    schedule: (ms, job) => {
      const entry = { ms, job };
      due.push(entry);
      return () => {
        if (due.includes(entry)) due.splice(due.indexOf(entry), 1);
      };
    },
    onUpdatesLost: () => void lost.push(due.length),
  });
  const [renewal] = due;
  if (renewal === undefined) return t.fail("no renewal is planned");
  t.true(renewal.ms > 22 * 3_600_000 && renewal.ms <= 23 * 3_600_000, `${renewal.ms} ms`);

  server.faults.add({ kind: "call", method: NEAREST._, action: { delayMs: 200 } });
  const slow = network.invoke(NEAREST);
  await until(() => ran(server, NEAREST._) === 1);
  renewal.job();
  const calls: Promise<unknown>[] = [];
  while (lost.length === 0) {
    calls.push(network.invoke(NEAREST));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  calls.push(network.invoke(NEAREST), slow);
  await Promise.all(calls);
  t.is(server.stats().temporaryKeysMade, 2);
  t.is(ran(server, NEAREST._), calls.length, "each ran once");
  await until(() => server.stats().openSockets === 1);
  t.true(due.length === 1, "the next one is planned");
});

test("connections for files have temporary keys of their own", async (t) => {
  const server = await serverWithPerson(t);
  const network = await createNetwork(t, server, { tempKeyLifetimeSec: 86_400 });
  await network.pool(2, "upload", 1).invoke(NEAREST);
  t.like(server.stats(), { permanentKeysMade: 1, temporaryKeysMade: 2 });
});

const KEY: TempKey = { authKey: new Uint8Array(256).fill(7), salts: new Uint8Array(32).fill(3), expiresAtSec: 1_800_000_000 };

const PERMANENT = new Uint8Array(256).fill(9);

test("a temporary key is stored as it is, and broken ones count as none", (t) => {
  const packed = packTempKey(KEY, PERMANENT);
  t.deepEqual(unpackTempKey(packed, PERMANENT), KEY);
  t.deepEqual(unpackTempKey(Uint8Array.from([9, ...packed]).subarray(1), PERMANENT), KEY);
  t.is(unpackTempKey(packed.subarray(0, 267), PERMANENT), null);
  t.is(unpackTempKey(packed.subarray(0, 278), PERMANENT), null);
});

test("a stored temporary key of another permanent key is not used", (t) => {
  t.is(unpackTempKey(packTempKey(KEY, PERMANENT), new Uint8Array(256).fill(8)), null);
});

for (const [title, nowSec, lifetimeSec, ms] of [
  ["an hour before its end", 1_799_913_600, 86_400, 82_800_000],
  ["after three quarters of a short life", 1_799_999_900, 100, 75_000],
  ["at once when that has passed", 1_800_000_100, 86_400, 0],
] as const) {
  test(`a temporary key is renewed ${title}`, (t) => {
    t.is(renewInMs(KEY, nowSec, lifetimeSec, () => 0), ms);
  });
}

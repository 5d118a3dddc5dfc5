import { randomBytes } from "node:crypto";
import test, { type ExecutionContext } from "ava";
import { LeftSessions } from "../../ts/network/LeftSessions.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { until } from "../helpers/runProgram.js";

for (const pfs of [true, false]) {
  test(`a start has the sessions destroyed that earlier ones have left behind (pfs: ${pfs})`, async (t) => {
    const server = await startServer(t);
    server.addUser({ phone: DEMO.phone, firstName: "Ada" });
    const folder = workdir(t);
    for (let run = 1; run <= 3; run++) {
      const client = createClient(t, server, { workdir: folder, prompter: demoPerson(), pfs });
      await client.start();
      await until(() => server.stats().sessions === 1);
      await client.stop();
    }
    t.is(server.stats().sessions, 1, "the last one is there until another one comes");
  });
}

/** A store of one DC, and what was destroyed. */
function fake(fails = false) {
  let stored: Uint8Array | null = null;
  const destroyed: bigint[] = [];
  const store = {
    loadSessionIds: () => Promise.resolve(stored),
    saveSessionIds: (_dcId: number, packed: Uint8Array) => Promise.resolve(void (stored = Uint8Array.from(packed))),
  };
  const call = (body: Uint8Array): Promise<unknown> => {
    if (fails) return Promise.reject(new Error("not now"));
    destroyed.push(Buffer.from(body).readBigInt64LE(4));
    return Promise.resolve();
  };
  const left = new LeftSessions(store, 2);
  return { left, store, destroyed, call, stored: () => stored };
}

const KEY = randomBytes(256);

test("sessions that could not be destroyed are remembered, sixteen at most", async (t) => {
  const { left, call, store, stored } = fake(true);
  for (let sessionId = 1n; sessionId <= 40n; sessionId++) {
    await throwsUnlessFirst(t, left.begun({ authKey: KEY, sessionId, call }), sessionId);
  }
  t.is(stored()?.byteLength, 8 + 16 * 8);
  const destroyed: bigint[] = [];
  const next = { authKey: KEY, sessionId: -1n, call: (body: Uint8Array) => Promise.resolve(destroyed.push(Buffer.from(body).readBigInt64LE(4))) };
  await new LeftSessions(store, 2).begun(next);
  t.deepEqual(destroyed, Array.from({ length: 15 }, (_, index) => BigInt(26 + index)));
  t.is(stored()?.byteLength, 16);
});

function throwsUnlessFirst(t: ExecutionContext, begun: Promise<void>, sessionId: bigint): Promise<unknown> {
  return sessionId === 1n ? begun : t.throwsAsync(begun, { message: "not now" });
}

test("sessions under another key are gone with it", async (t) => {
  const { left, call, destroyed } = fake();
  await left.begun({ authKey: KEY, sessionId: 1n, call });
  await left.begun({ authKey: randomBytes(256), sessionId: 2n, call });
  t.deepEqual(destroyed, []);
});

test("the session itself is never destroyed, however often it is told of", async (t) => {
  const { left, call, destroyed } = fake();
  await left.begun({ authKey: KEY, sessionId: 1n, call });
  await left.begun({ authKey: KEY, sessionId: 1n, call });
  t.deepEqual(destroyed, []);
});

for (const bytes of [0, 1, 7, 9, 15]) {
  test(`what is stored may be ${bytes} bytes of something else`, async (t) => {
    const { left, store, call, destroyed } = fake();
    await store.saveSessionIds(2, new Uint8Array(bytes));
    await left.begun({ authKey: KEY, sessionId: 1n, call });
    t.deepEqual(destroyed, []);
  });
}

import test from "ava";
import type { HostilePacket } from "../../ts/testing/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";

const NEAREST = { _: "help.getNearestDc" } as const;

/** What a signed-in client does about a packet: whether it gives up the connection, as the specification says. */
const packets: readonly (readonly [packet: HostilePacket, isConnectionReplaced: boolean])[] = [
  ["wrongSession", false],
  ["wrongKey", true],
  ["changed", true],
  ["replayed", false],
  ["shortPadding", true],
  ["longPadding", true],
  ["nestedContainer", true],
  ["millionMessages", true],
  ["gzipBomb", true],
  ["clientId", true],
  ["futureId", true],
  ["pastId", true],
  ["unknownAcks", false],
  ["unknownResult", false],
];

for (const [packet, isConnectionReplaced] of packets) {
  test(`a packet that is ${packet} ${isConnectionReplaced ? "ends its connection" : "is passed over"}, and the call is answered and runs once`, async (t) => {
    const server = await startServer(t);
    server.addUser({ phone: DEMO.phone, firstName: "Ada" });
    const updates: string[] = [];
    const said: unknown[] = [];
    const say = (...words: unknown[]): void => void said.push(words);
    const client = createClient(t, server, { prompter: demoPerson(), logger: { debug() {}, info() {}, warn: say, error: say } });
    await client.start();
    // The background has asked for its configuration by then.
    await client.invoke(NEAREST);
    client.onRawUpdate(({ _ }) => void updates.push(_));
    const before = { ...server.stats() };
    const story = server.script().onPacket().hostile(packet);
    t.is((await client.invoke(NEAREST))._, "nearestDc");
    t.is((await client.invoke(NEAREST))._, "nearestDc");
    await story.done();
    const after = server.stats();
    t.is((after.calls["help.getNearestDc"] ?? 0) - (before.calls["help.getNearestDc"] ?? 0), 2);
    t.is(after.connections > before.connections, isConnectionReplaced, JSON.stringify(said));
    t.deepEqual(updates, []);
    t.deepEqual(after.failures, []);
  });
}

test("memory stays bounded under packed bombs of 256 MB", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson(), noUpdates: true, logger: { debug() {}, info() {}, warn() {}, error() {} } });
  await client.start();
  server.faults.add({ kind: "hostile", packet: "gzipBomb", times: 4 });
  const before = process.memoryUsage.rss();
  for (let round = 0; round < 5; round++) await client.invoke(NEAREST);
  const grownMiB = (process.memoryUsage.rss() - before) / 2 ** 20;
  t.true(grownMiB < 200, `${grownMiB.toFixed(0)} MiB`);
});

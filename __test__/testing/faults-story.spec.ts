import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { CallLostError, RpcError, TransportError, type Client } from "../../ts/index.js";
import { DEMO, StoryError, type TestServer, type BadMessageCode } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";

const NEAREST = { _: "help.getNearestDc" } as const;

async function online(t: ExecutionContext): Promise<{ server: TestServer; client: Client }> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson(), noUpdates: true, logger: { debug() {}, info() {}, warn() {}, error() {} } });
  await client.start();
  return { server, client };
}

const nearest = (server: TestServer): number => server.stats().calls["help.getNearestDc"] ?? 0;

/** What befalls one call, how often it runs, and the text of the error when there is one. */
const calls: readonly (readonly [name: string, tell: (server: TestServer) => unknown, runs: number, error: RegExp | null])[] = [
  ["pass", (server) => server.script().onCall(NEAREST._).pass(), 1, null],
  ["drop", (server) => server.script().onCall(NEAREST._).drop(), 1, null],
  ["dropAnswer", (server) => server.script().onCall(NEAREST._).dropAnswer(), 1, null],
  ["dropAfterAnswer", (server) => server.script().onCall(NEAREST._).dropAfterAnswer(), 1, null],
  ["answerTwice", (server) => server.script().onCall(NEAREST._).answerTwice(), 1, null],
  ["delay", (server) => server.script().onCall(NEAREST._).delay(20), 1, null],
  ["fail", (server) => server.script().onCall(NEAREST._).fail(400, "PEER_ID_INVALID"), 1, /PEER_ID_INVALID/],
  ["flood", (server) => server.script().onCall(NEAREST._).flood(100), 1, /FLOOD_WAIT_X/],
  ["flood of a second", (server) => server.script().onCall(NEAREST._).flood(1), 2, null],
  ["internalError", (server) => server.script().onCall(NEAREST._).internalError(), 2, null],
  ["a packet reset", (server) => server.script().onPacket().reset(), 1, null],
  ["a packet closed", (server) => server.script().onPacket().close(), 1, null],
  ["a packet answered by garbage", (server) => server.script().onPacket().garbage(), 1, null],
  ["a packet refused by -404", (server) => server.script().onPacket().refuse(-404), 1, null],
  ["a bad salt", (server) => server.script().onPacket().badSalt(), 1, null],
];

for (const [name, tell, runs, error] of calls) {
  test(`a story of ${name}: the call runs ${runs} times and ${error === null ? "is answered" : "fails"}`, async (t) => {
    const { server, client } = await online(t);
    tell(server);
    const before = nearest(server);
    const call = client.invoke(NEAREST);
    if (error === null) t.is((await call)._, "nearestDc");
    else await t.throwsAsync(call, { instanceOf: RpcError, message: error });
    t.is(nearest(server) - before, runs);
  });
}

for (const code of [16, 17, 18, 19, 20, 32, 33, 34, 35, 64] satisfies readonly BadMessageCode[]) {
  test(`a client gets over bad_msg_notification ${code}, and its call runs once`, async (t) => {
    const { server, client } = await online(t);
    const story = server.script().onPacket().badMessage(code);
    const before = nearest(server);
    t.is((await client.invoke(NEAREST))._, "nearestDc");
    await story.done();
    t.is(nearest(server) - before, 1);
    t.is(server.stats().badMessages[code], 1);
    t.is((await client.invoke(NEAREST))._, "nearestDc");
  });
}

test("a call that is called bad again and again fails, and says that it was not carried out", async (t) => {
  const { server, client } = await online(t);
  server.faults.add({ kind: "badMessage", code: 16, times: Infinity });
  const error = await t.throwsAsync(client.invoke(NEAREST), { instanceOf: CallLostError });
  t.false(error?.mayHaveRun);
  server.faults.clear();
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

test("steps happen one after the other, also for calls in one packet", async (t) => {
  const { server, client } = await online(t);
  const story = server.script().onCall(NEAREST._).fail(400, "FIRST").onCall(NEAREST._).fail(400, "SECOND").onCall().pass().onCall(NEAREST._).fail(400, "FOURTH");
  const ends = await Promise.allSettled(Array.from({ length: 5 }, () => client.invoke(NEAREST)));
  t.deepEqual(ends.map((end) => (end.status === "rejected" ? (end.reason as RpcError).text : "answered")), ["FIRST", "SECOND", "answered", "FOURTH", "answered"]);
  await story.done();
  t.is(story.at, null);
});

test("a story says what it waits for", async (t) => {
  const server = await startServer(t);
  const story = server.script().moveClock(1000).onCall("messages.sendMessage").drop().onConnection().reset();
  t.is(story.at, 'onCall("messages.sendMessage").drop()');
  t.is(server.clock.offsetMs, 1000);
  await t.throwsAsync(story.done({ timeoutMs: 10 }), { instanceOf: StoryError, message: 'step 2 of 3 did not happen within 10 ms: onCall("messages.sendMessage").drop()' });
  story.cancel();
  await t.throwsAsync(story.done(), { instanceOf: StoryError, message: /called off/ });
});

test("a server that stops ends its stories", async (t) => {
  const server = await startServer(t);
  const waiting = server.script().onCall().drop().done();
  await server.stop();
  await t.throwsAsync(waiting, { instanceOf: StoryError });
});

test("what a step throws ends the story", async (t) => {
  const server = await startServer(t);
  await t.throwsAsync(server.script().run(() => Promise.reject(new Error("mine"))).onCall().drop().done(), { message: "mine" });
  await t.throwsAsync(server.script().stopDc(9).done(), { instanceOf: RangeError, message: /no DC 9/ });
});

test("a DC goes down and up again on its port, and calls made meanwhile are answered", async (t) => {
  const { server, client } = await online(t);
  const story = server.script().stopDc(2).wait(100).startDc(2);
  t.is((await client.invoke(NEAREST))._, "nearestDc");
  await story.done();
  await t.throwsAsync(server.stopDc(7), { instanceOf: RangeError });
  await server.startDc(2);
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

for (const seconds of [-3000, -156, 156, 3000]) {
  test(`a server whose clock jumps by ${seconds} s answers all the same, and the call runs once`, async (t) => {
    const { server, client } = await online(t);
    const before = nearest(server);
    server.script().moveClock(1000 * seconds);
    t.is((await client.invoke(NEAREST))._, "nearestDc");
    t.is((await client.invoke(NEAREST))._, "nearestDc");
    t.is(nearest(server) - before, 2);
  });
}

test("a DC whose port is taken for a moment comes back when it is free", async (t) => {
  const server = await startServer(t);
  await server.stopDc(2);
  const other = createServer().listen({ port: server.dcOptions.find(({ id }) => id === 2)?.port, host: "127.0.0.1" });
  await once(other, "listening");
  const back = server.startDc(2);
  other.close();
  await t.notThrowsAsync(back);
});

test("a server that forgets its sessions answers all the same", async (t) => {
  const { server, client } = await online(t);
  server.forgetSessions();
  t.is(server.stats().sessions, 0);
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

test("a server that forgets temporary keys answers all the same", async (t) => {
  const { server, client } = await online(t);
  server.script().forgetKeys("temporary");
  t.is((await client.invoke(NEAREST))._, "nearestDc");
});

test("all connections are reset at once, or those of one DC", async (t) => {
  const { server, client } = await online(t);
  const { connections } = server.stats();
  server.resetConnections(1);
  t.is((await client.invoke(NEAREST))._, "nearestDc");
  t.is(server.stats().connections, connections);
  server.script().resetConnections();
  t.is((await client.invoke(NEAREST))._, "nearestDc");
  t.true(server.stats().connections > connections);
  t.throws(() => server.resetConnections(9), { instanceOf: RangeError });
});

test("a new connection is refused, silent or slow as told", async (t) => {
  const { server, client } = await online(t);
  const story = server.script().onConnection().reset().onConnection().close().onConnection().slow({ segmentBytes: 1 });
  server.resetConnections();
  t.is((await client.invoke(NEAREST))._, "nearestDc");
  await story.done();
});

test("a key exchange goes wrong as told", async (t) => {
  const server = await startServer(t);
  const story = server.script().onHandshake().dhGen("retry").onHandshake().serverDhParams("paramsFail");
  t.false(await createClient(t, server).connect());
  await story.done();
});

test("a connection that falls silent is noticed while a call waits", async (t) => {
  const { server, client } = await online(t);
  server.script().onCall(NEAREST._).silence();
  const startMs = performance.now();
  t.is((await client.invoke(NEAREST))._, "nearestDc");
  t.log(`${Math.round(performance.now() - startMs)} ms`);
  t.is(nearest(server), 1);
});

test("a transport error in a story is what a client without a way out reports", async (t) => {
  const server = await startServer(t);
  server.script().onPacket({ times: Infinity }).refuse(-444);
  await t.throwsAsync(createClient(t, server).connect(), { instanceOf: TransportError });
});

const wrong: readonly (readonly [name: string, fault: unknown, kind: typeof TypeError | typeof RangeError, message: RegExp])[] = [
  ["nothing", undefined, TypeError, /fault must be an object/],
  ["a kind that does not exist", { kind: "storm" }, RangeError, /fault\.kind/],
  ["a code that does not exist", { kind: "badMessage", code: 48 }, RangeError, /fault\.code/],
  ["an action that is none", { kind: "call", action: 5 }, TypeError, /fault\.action/],
  ["a method that is no text", { kind: "call", method: 5, action: "none" }, TypeError, /fault\.method/],
  ["zero times", { kind: "badSalt", times: 0 }, RangeError, /fault\.times/],
  ["half a time", { kind: "badSalt", times: 0.5 }, RangeError, /fault\.times/],
  ["a skip that is no number", { kind: "badSalt", skip: "1" }, TypeError, /fault\.skip/],
  ["a DC that is no number", { kind: "badSalt", dcId: "2" }, RangeError, /fault\.dcId/],
  ["a negative delay", { kind: "pace", delayMs: -1 }, RangeError, /fault\.delayMs/],
];

for (const [name, fault, kind, message] of wrong) {
  test(`a fault with ${name} is a ${kind.name}`, async (t) => {
    const server = await startServer(t);
    // @ts-expect-error as JavaScript may call it
    t.throws(() => server.faults.add(fault), { instanceOf: kind, message });
  });
}

test("wrong arguments of a story are named", async (t) => {
  const server = await startServer(t);
  const story = server.script();
  t.throws(() => story.wait(-1), { instanceOf: RangeError, message: /ms/ });
  t.throws(() => story.moveClock(NaN), { instanceOf: RangeError, message: /ms/ });
  // @ts-expect-error as JavaScript may call it
  t.throws(() => story.run("x"), { instanceOf: TypeError, message: /action/ });
  // @ts-expect-error as JavaScript may call it
  await t.throwsAsync(story.done({ timeoutMs: "1" }), { instanceOf: TypeError, message: /timeoutMs/ });
  await t.throwsAsync(story.done({ timeoutMs: -1 }), { instanceOf: RangeError, message: /timeoutMs/ });
});

test("the guide's story is what runs here", async (t) => {
  const { server, client } = await online(t);
  const peer = { _: "inputPeerSelf" } as const;
  // #region story
  const story = server
    .script()
    .onCall("messages.sendMessage").dropAnswer() // it runs, but the connection breaks before the answer
    .stopDc(2).wait(100).startDc(2) // meanwhile the whole DC is away
    .onCall("messages.sendMessage").flood(1); // and the next one is told to wait

  await client.invoke({ _: "messages.sendMessage", peer, message: "once", randomId: 1n });
  await client.invoke({ _: "messages.sendMessage", peer, message: "and once more", randomId: 2n });
  await story.done();
  // #endregion
  const guide = readFileSync(fileURLToPath(new URL("../../../docs/testing.md", import.meta.url)), "utf8");
  const source = readFileSync(fileURLToPath(new URL("../../../__test__/testing/faults-story.spec.ts", import.meta.url)), "utf8");
  const shown = /\/\/ #region story\n(.*?)\n {2}\/\/ #endregion/s.exec(source)?.[1]?.replace(/^ {2}/gm, "") ?? "missing";
  t.true(guide.includes(shown), shown);
});

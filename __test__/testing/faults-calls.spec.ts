import test, { type ExecutionContext } from "ava";
import { METHOD, startEcho } from "../helpers/EchoService.js";
import { ConnectionEnded, ID, MtprotoClient, readRpcError } from "../helpers/MtprotoClient.js";
import { id, int, longs, readBytes } from "../helpers/mtprotoHandshake.js";

const COUNT = Buffer.concat([id(METHOD.count), int(0)]);

for (const at of ["firstEncrypted", "encrypted"] as const) {
  test(`a transport error strikes at ${at}`, async (t) => {
    const { client, server, port } = await connect(t);
    if (at === "encrypted") await client.ping();
    server.faults.add({ kind: "wire", at, action: { transportError: -404 } });
    client.call(COUNT);
    const ended = await t.throwsAsync(client.nextOf(0), { instanceOf: ConnectionEnded });
    t.is(ended?.transportError, -404);
    await client.reconnect({ port });
    await client.ping();
    t.is(server.stats().transportErrors[-404], 1);
  });
}

test("firstEncrypted leaves connections alone that have sent something", async (t) => {
  const { client, server } = await connect(t);
  await client.ping();
  server.faults.add({ kind: "wire", at: "firstEncrypted", action: "reset" });
  await client.ping();
  t.pass();
});

test("a bad salt strikes once and brings the new salt", async (t) => {
  const { client, server, service } = await connect(t);
  const old = client.salt;
  server.faults.add({ kind: "badSalt" });
  const msgId = client.call(COUNT);
  const notice = await client.nextOf(ID.badServerSalt);
  t.is(notice.body.readBigUInt64LE(4), msgId);
  client.salt = notice.body.readBigUInt64LE(20);
  t.not(client.salt, old);
  await client.request(COUNT);
  t.is(service.counter, 1);
});

test("a reset before the call lets it run when it comes again", async (t) => {
  const { client, server, service, port } = await connect(t);
  server.faults.add({ kind: "call", method: "count", action: "resetBeforeCall" });
  const msgId = client.call(COUNT);
  await t.throwsAsync(client.nextOf(0), { instanceOf: ConnectionEnded });
  t.is(service.counter, 0);
  await client.reconnect({ port });
  client.sendContainer([{ body: Buffer.concat([id(0xda69fb52), longs([msgId])]), isContent: false }]);
  t.not([...readBytes((await client.nextOf(ID.msgsStateInfo)).body, 12).value][0], 4);
  t.is((await client.request(COUNT)).readInt32LE(4), 1);
});

test("a reset before the answer keeps it for the next connection", async (t) => {
  const { client, server, service, port } = await connect(t);
  server.faults.add({ kind: "call", action: "resetBeforeAnswer" });
  const msgId = client.call(COUNT);
  await t.throwsAsync(client.nextOf(0), { instanceOf: ConnectionEnded });
  t.is(service.counter, 1);
  await client.reconnect({ port });
  client.send(Buffer.concat([id(ID.ping), Buffer.alloc(8)]), false);
  t.is((await client.resultOf(msgId)).readInt32LE(4), 1);
});

test("a close after the answer leaves it to be acknowledged", async (t) => {
  const { client, server, service, port } = await connect(t);
  server.faults.add({ kind: "call", action: "closeAfterAnswer" });
  const msgId = client.call(COUNT);
  t.is((await client.resultOf(msgId)).readInt32LE(4), 1);
  await t.throwsAsync(client.nextOf(0), { instanceOf: ConnectionEnded });
  await client.reconnect({ port });
  client.send(Buffer.concat([id(ID.ping), Buffer.alloc(8)]), false);
  t.is((await client.resultOf(msgId)).readInt32LE(4), 1);
  t.is(service.counter, 1);
});

test("a lost answer can be asked for", async (t) => {
  const { client, server } = await connect(t);
  server.faults.add({ kind: "call", action: "loseAnswer" });
  const msgId = client.call(COUNT);
  await client.ping();
  t.false(client.drain().some((message) => message.id === ID.rpcResult));
  client.send(Buffer.concat([id(0x8610baeb), longs([msgId])]), false);
  t.is((await client.resultOf(msgId)).readInt32LE(4), 1);
});

test("an answer comes twice under two ids", async (t) => {
  const { client, server, service } = await connect(t);
  server.faults.add({ kind: "call", action: "answerTwice" });
  client.call(COUNT);
  const [first, second] = [await client.nextOf(ID.rpcResult), await client.nextOf(ID.rpcResult)];
  t.not(first.msgId, second.msgId);
  t.deepEqual(first.body, second.body);
  t.is(service.counter, 1);
});

test("an error comes instead of the answer, for one method and as often as told", async (t) => {
  const { client, server, service } = await connect(t);
  const active = server.faults.add({ kind: "call", method: "count", action: { errorCode: 420, text: "FLOOD_WAIT_3" }, times: 2, skip: 1 });
  t.is((await client.request(COUNT)).readInt32LE(4), 1);
  for (let round = 0; round < 2; round++) {
    t.is((await client.request(id(METHOD.echo))).readUInt32LE(0), METHOD.echo);
    t.deepEqual(readRpcError(await client.request(COUNT)), { code: 420, text: "FLOOD_WAIT_3" });
  }
  t.is((await client.request(COUNT)).readInt32LE(4), 2);
  t.is(active.hits, 2);
  t.is(service.counter, 2);
});

test("a delay holds back one answer and no other", async (t) => {
  const { client, server } = await connect(t);
  server.faults.add({ kind: "call", method: "count", action: { delayMs: 50 } });
  const slow = client.call(COUNT);
  const startMs = performance.now();
  await client.request(id(METHOD.echo));
  await client.resultOf(slow);
  t.true(performance.now() - startMs >= 45);
});

test("faults strike on their DC only, can be removed and cleared", async (t) => {
  const { client, server } = await connect(t);
  server.faults.add({ kind: "call", dcId: 2, action: "resetBeforeCall" });
  const removed = server.faults.add({ kind: "call", action: "resetBeforeCall" });
  removed.remove();
  await client.request(COUNT);
  server.faults.add({ kind: "call", action: "resetBeforeCall", times: Infinity });
  server.faults.clear();
  await client.request(COUNT);
  t.is(removed.hits, 0);
});

test("writes come in pieces of one byte", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  server.faults.add({ kind: "pace", segmentBytes: 1 });
  const client = await MtprotoClient.connect({ port, rsaKey });
  t.teardown(() => client.close());
  await client.request(COUNT);
  t.true(client.socket.chunks > 300, `${client.socket.chunks} chunks`);
});

test("writes come late and in order", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  server.faults.add({ kind: "pace", delayMs: 20 });
  const startMs = performance.now();
  const client = await MtprotoClient.connect({ port, rsaKey });
  t.teardown(() => client.close());
  for (let round = 1; round <= 3; round++) t.is((await client.request(COUNT)).readInt32LE(4), round);
  t.true(performance.now() - startMs >= 6 * 19);
});

async function connect(t: ExecutionContext): Promise<{ client: MtprotoClient } & Awaited<ReturnType<typeof startEcho>>> {
  const started = await startEcho(t);
  const client = await MtprotoClient.connect(started);
  t.teardown(() => client.close());
  return { client, ...started };
}

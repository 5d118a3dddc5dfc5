import test, { type ExecutionContext } from "ava";
import { gzipSync } from "node:zlib";
import { METHOD, startEcho } from "../helpers/EchoService.js";
import { ConnectionEnded, container, gzipPacked, ID, initConnection, MtprotoClient, readRpcError } from "../helpers/MtprotoClient.js";
import { id, int, long, longs, readBytes } from "../helpers/mtprotoHandshake.js";

test("greets a session with the lowest id of its first packet", async (t) => {
  const { client, service } = await connect(t);
  const [first = 0n] = client.sendContainer([call(METHOD.echo, 1), call(METHOD.echo, 2)]);
  const greeting = await client.nextOf(ID.newSessionCreated);
  t.is(greeting.body.readBigUInt64LE(4), first);
  t.is(greeting.body.readBigUInt64LE(20), client.salt);
  t.is(service.opened.length, 1);
  t.is(service.opened[0]?.authKeyId, client.authKeyId);
  client.newSession();
  const second = client.call(word(METHOD.echo));
  t.is((await client.nextOf(ID.newSessionCreated)).body.readBigUInt64LE(4), second);
  await client.ping();
  t.false(client.drain().some((message) => message.id === ID.newSessionCreated));
});

test("acknowledges content-related messages and no others", async (t) => {
  const { client } = await connect(t);
  const msgId = client.call(word(METHOD.wait));
  const ack = await client.nextOf(ID.msgsAck);
  t.deepEqual([ack.seqNo & 1, ack.body.readUInt32LE(8), ack.body.readBigUInt64LE(12)], [0, 1, msgId]);
  await client.ping();
  await client.ping();
  t.false(client.drain().some((message) => message.id === ID.msgsAck));
});

test("answers all calls of a container, fast ones before slow ones", async (t) => {
  const { client, service } = await connect(t);
  const [slow = 0n, fast = 0n] = client.sendContainer([call(METHOD.wait, 1), call(METHOD.echo, 2)]);
  t.is((await client.resultOf(fast)).readInt32LE(4), 2);
  service.release();
  t.is((await client.resultOf(slow)).readInt32LE(4), 1);
});

test("packs long results and reads packed calls and containers", async (t) => {
  const { client, service } = await connect(t);
  const zeros = client.call(word(METHOD.zeros, 300));
  const message = await client.nextOf(ID.rpcResult);
  t.is(message.body.readBigUInt64LE(4), zeros);
  t.true(message.isPacked);
  const query = word(METHOD.echo, 5);
  t.deepEqual(await client.request(gzipPacked(gzipSync(query))), query);
  t.deepEqual(await client.request(initConnection(gzipPacked(gzipSync(query)))), query);
  t.deepEqual(service.bodies.at(-1), initConnection(query));
  const msgId = client.nextMsgId();
  const inner = container([{ msgId, seqNo: client.nextSeqNo(true), body: query }]);
  client.send(gzipPacked(gzipSync(inner)), false);
  t.deepEqual(await client.resultOf(msgId), query);
});

test("refuses what cannot be unpacked, within bounded memory", async (t) => {
  const { client, server } = await connect(t);
  const bomb = gzipPacked(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
  const nested = [1, 2, 3].reduce((body) => gzipPacked(gzipSync(body)), word(METHOD.echo));
  for (const body of [bomb, nested, gzipPacked(Buffer.from("not gzip"))]) {
    client.call(body);
    t.is((await client.nextOf(ID.badMsgNotification)).body.readInt32LE(16), 64);
    const [inside = 0n] = client.sendContainer([{ body, isContent: true }]);
    t.deepEqual(readRpcError(await client.resultOf(inside)), { code: 400, text: "INPUT_FETCH_ERROR" });
  }
  t.deepEqual(server.stats().failures, []);
});

test("tells faults of the service apart from its bugs", async (t) => {
  const { client, server } = await connect(t);
  t.deepEqual(readRpcError(await client.request(word(METHOD.flood))), { code: 420, text: "FLOOD_WAIT_7" });
  t.deepEqual(server.stats().failures, []);
  t.deepEqual(readRpcError(await client.request(word(METHOD.crash))), { code: 500, text: "INTERNAL" });
  t.is(server.stats().failures.length, 1);
  t.deepEqual(server.stats().calls, { flood: 1, crash: 1 });
});

test("runs a repeated call once and sends its answer again", async (t) => {
  const { client } = await connect(t);
  const msgId = client.call(word(METHOD.count));
  const first = await client.nextOf(ID.rpcResult);
  client.call(word(METHOD.count), { msgId, seqNo: 1 });
  const second = await client.nextOf(ID.rpcResult);
  t.is(second.msgId, first.msgId);
  t.true(second.isContained);
  t.is(second.body.readInt32LE(16), 1);
  client.ack(first.msgId);
  client.call(word(METHOD.count), { msgId, seqNo: 1 });
  await client.ping();
  t.false(client.drain().some((message) => message.id === ID.rpcResult));
});

test("answers pings with the id of their message", async (t) => {
  const { client } = await connect(t);
  const msgId = client.send(Buffer.concat([id(ID.ping), long(77n)]), false);
  const pong = await client.nextOf(ID.pong);
  t.deepEqual([pong.body.readBigUInt64LE(4), pong.body.readBigUInt64LE(12)], [msgId, 77n]);
  t.is(pong.seqNo & 1, 0);
  t.is(Number(pong.msgId & 3n), 1);
});

test("closes a connection so long after the last ping_delay_disconnect", async (t) => {
  const { client } = await connect(t);
  const delayed = (pingId: bigint, seconds: number): Buffer => Buffer.concat([id(0xf3427b8c), long(pingId), int(seconds)]);
  client.send(delayed(1n, 0), false);
  client.send(delayed(2n, 60), false);
  t.is((await client.nextOf(ID.pong)).body.readBigUInt64LE(12), 1n);
  await client.ping();
  client.send(delayed(3n, 0), false);
  await t.throwsAsync(client.nextOf(ID.msgContainer), { instanceOf: ConnectionEnded });
});

test("says what it knows about messages", async (t) => {
  const { client } = await connect(t);
  const echo = client.call(word(METHOD.echo));
  await client.resultOf(echo);
  const wait = client.call(word(METHOD.wait));
  const ping = client.send(Buffer.concat([id(ID.ping), long(1n)]), false);
  await client.nextOf(ID.pong);
  const asked = [echo, wait, ping, echo + 4n, ping + (1000n << 32n)];
  const request = client.send(Buffer.concat([id(0xda69fb52), longs(asked)]), true);
  const info = await client.nextOf(ID.msgsStateInfo);
  t.is(info.body.readBigUInt64LE(4), request);
  t.deepEqual([...readBytes(info.body, 12).value], [4 + 8 + 32 + 64, 4 + 8 + 32, 4 + 16, 2, 3]);
});

test("resends messages by their ids and by those of the calls", async (t) => {
  const { client } = await connect(t);
  const msgId = client.call(word(METHOD.echo, 9));
  const answer = await client.nextOf(ID.rpcResult);
  client.send(Buffer.concat([id(0x7d861a08), longs([answer.msgId])]), false);
  t.is((await client.nextOf(ID.rpcResult)).msgId, answer.msgId);
  client.send(Buffer.concat([id(0x8610baeb), longs([msgId])]), false);
  t.is((await client.nextOf(ID.rpcResult)).msgId, answer.msgId);
  client.ack(answer.msgId);
  client.send(Buffer.concat([id(0x7d861a08), longs([answer.msgId])]), false);
  t.deepEqual([...readBytes((await client.nextOf(ID.msgsStateInfo)).body, 12).value], [1]);
});

test("drops answers that are running, ready, and unknown", async (t) => {
  const { client, service } = await connect(t);
  const drop = (msgId: bigint): Promise<Buffer> => client.request(Buffer.concat([id(0x58e4a740), long(msgId)]));
  const running = client.call(word(METHOD.wait));
  t.is((await drop(running)).readUInt32LE(0), 0xcd78e586);
  t.is((await client.resultOf(running)).readUInt32LE(0), 0xcd78e586);
  service.release();
  await client.ping();
  t.false(client.drain().some(({ id: of, body }) => of === ID.rpcResult && body.readBigUInt64LE(4) === running));
  const ready = client.call(word(METHOD.echo));
  const answer = await client.nextOf(ID.rpcResult);
  const dropped = await drop(ready);
  t.deepEqual([dropped.readUInt32LE(0), dropped.readBigUInt64LE(4)], [0xa43ad8b7, answer.msgId]);
  t.is((await drop(ready)).readUInt32LE(0), 0x5e2ad36e);
  t.is((await drop(1n << 62n)).readUInt32LE(0), 0x5e2ad36e);
});

test("runs a call after others have succeeded", async (t) => {
  const { client, service } = await connect(t);
  const after = (msgId: bigint, query: Buffer): Buffer => Buffer.concat([id(0xcb9f372d), long(msgId), query]);
  const first = client.call(word(METHOD.wait));
  const second = client.call(after(first, word(METHOD.count)));
  const third = client.call(Buffer.concat([id(0x3dc4b4f0), longs([first, second]), initConnection(word(METHOD.count))]));
  await client.ping();
  t.is(service.counter, 0);
  service.release();
  t.is((await client.resultOf(third)).readInt32LE(4), 2);
  // The call that is named may come later in the same container, or inside other wrappers.
  const named = client.nextMsgId();
  client.sendContainer([
    { body: initConnection(after(named + 400n, word(METHOD.count))), isContent: true, msgId: named },
    { body: word(METHOD.echo), isContent: true, msgId: named + 400n },
  ], { msgId: named + 800n });
  t.is((await client.resultOf(named)).readInt32LE(4), 3);
});

test("fails a call whose predecessor has failed or takes too long", async (t) => {
  const { client, service } = await connect(t);
  const after = (msgId: bigint): Buffer => Buffer.concat([id(0xcb9f372d), long(msgId), word(METHOD.count)]);
  const failed = client.call(word(METHOD.flood));
  t.deepEqual(readRpcError(await client.request(after(failed))), { code: 400, text: "MSG_WAIT_FAILED" });
  const slow = client.call(word(METHOD.wait));
  t.deepEqual(readRpcError(await client.request(after(slow))), { code: -503, text: "MSG_WAIT_TIMEOUT" });
  t.deepEqual(readRpcError(await client.request(after(slow + 2n ** 32n))), { code: -503, text: "MSG_WAIT_TIMEOUT" });
  t.is(service.counter, 0);
});

test("destroys other sessions of the key but not the own one", async (t) => {
  const { client, service, server } = await connect(t);
  const old = client.sessionId;
  await client.request(word(METHOD.echo));
  client.newSession();
  await client.request(word(METHOD.echo));
  t.is(server.stats().sessions, 2);
  const destroy = async (sessionId: bigint, answer: number): Promise<void> => {
    client.send(Buffer.concat([id(0xe7512126), long(sessionId)]), true);
    t.is((await client.nextOf(answer)).body.readBigUInt64LE(4), sessionId);
  };
  await destroy(old, 0xe22045fc);
  t.deepEqual(service.closed.map((peer) => peer.sessionId), [old]);
  await destroy(old, 0x62d350c9);
  await destroy(client.sessionId, 0x62d350c9);
  t.is(server.stats().sessions, 1);
});

test("forgets a key that is destroyed", async (t) => {
  const { client, service, server } = await connect(t);
  await client.request(word(METHOD.echo));
  client.send(id(0xd1435160), true);
  await client.nextOf(0xf660e1d4);
  t.is(service.closed.length, 1);
  t.deepEqual([server.stats().keys, server.stats().sessions], [0, 0]);
  client.call(word(METHOD.echo));
  const ended = await t.throwsAsync(client.nextOf(0), { instanceOf: ConnectionEnded });
  t.is(ended?.transportError, -404);
});

test("ignores http_wait and information that it did not ask for", async (t) => {
  const { client } = await connect(t);
  client.send(Buffer.concat([id(0x9299359f), Buffer.alloc(12)]), false);
  client.send(Buffer.concat([id(0x8cc0d131), longs([1n]), int(1)]), false);
  client.send(Buffer.concat([id(ID.msgsAck), int(5)]), false);
  await client.ping();
  t.deepEqual(client.drain().map((message) => message.id), [ID.newSessionCreated]);
});

interface Connected {
  client: MtprotoClient;
  server: Awaited<ReturnType<typeof startEcho>>["server"];
  service: Awaited<ReturnType<typeof startEcho>>["service"];
}

async function connect(t: ExecutionContext): Promise<Connected> {
  const { server, service, port, rsaKey } = await startEcho(t);
  const client = await MtprotoClient.connect({ port, rsaKey });
  t.teardown(() => client.close());
  return { client, server, service };
}

function word(method: number, value = 0): Buffer {
  return Buffer.concat([id(method), int(value)]);
}

function call(method: number, value: number): { body: Buffer; isContent: true } {
  return { body: word(method, value), isContent: true };
}

import { randomBytes } from "node:crypto";
import test, { type ExecutionContext } from "ava";
import { AbsentSessions } from "../../ts/testing/session/AbsentSessions.js";
import { METHOD, startEcho } from "../helpers/EchoService.js";
import { ConnectionEnded, ID, MtprotoClient } from "../helpers/MtprotoClient.js";
import { id, int } from "../helpers/mtprotoHandshake.js";

const UPDATE = Buffer.concat([id(0x33330001), int(1)]);

test("sends on a new connection what was not acknowledged, and nothing else", async (t) => {
  const { client, port } = await connect(t);
  await client.request(call(METHOD.echo, 1));
  const second = await client.request(call(METHOD.echo, 2));
  t.is(second.readInt32LE(4), 2);
  const greeting = await client.nextOf(ID.newSessionCreated);
  client.ack(greeting.msgId);
  await client.ping();
  client.drain();
  await client.reconnect({ port });
  await client.ping();
  const again = client.drain();
  t.deepEqual(again.map(({ id: of, isContained }) => [of, isContained]), [
    [ID.rpcResult, true],
    [ID.rpcResult, true],
  ]);
  client.ack(...again.map(({ msgId }) => msgId));
  await client.reconnect({ port });
  await client.ping();
  t.deepEqual(client.drain(), []);
});

test("sends one old message in a container of its own", async (t) => {
  const { client, port } = await connect(t);
  client.call(call(METHOD.echo));
  client.ack((await client.nextOf(ID.newSessionCreated)).msgId);
  const answer = await client.nextOf(ID.rpcResult);
  await client.reconnect({ port });
  client.send(Buffer.concat([id(0x9299359f), Buffer.alloc(12)]), false);
  const again = await client.nextOf(ID.rpcResult);
  t.deepEqual([again.msgId, again.isContained], [answer.msgId, true]);
});

test("pushes updates at once, and late ones when the client is back", async (t) => {
  const { client, port, service, server } = await connect(t);
  await client.ping();
  const [peer] = service.opened;
  peer?.push(UPDATE);
  const update = await client.nextOf(0x33330001);
  t.is(update.seqNo & 1, 1);
  t.is(Number(update.msgId & 3n), 3);
  client.ack(update.msgId);
  await client.ping();
  client.close();
  while (server.stats().openSockets > 0) await new Promise(setImmediate);
  peer?.push(Buffer.concat([id(0x33330002), Buffer.alloc(4000)]));
  await client.reconnect({ port });
  client.send(Buffer.concat([id(ID.ping), Buffer.alloc(8)]), false);
  t.true((await client.nextOf(0x33330002)).isPacked);
});

test("answers a slow call on the connection that the client has then", async (t) => {
  const { client, port, service } = await connect(t);
  const msgId = client.call(call(METHOD.wait));
  await client.nextOf(ID.msgsAck);
  await client.reconnect({ port });
  await client.ping();
  service.release();
  t.is((await client.resultOf(msgId)).readUInt32LE(0), METHOD.wait);
});

test("keeps the sessions of a key apart", async (t) => {
  const { client, port, service } = await connect(t);
  const other = new MtprotoClient(client.socket, client);
  await other.reconnect({ port });
  t.teardown(() => other.close());
  const again = new MtprotoClient(other.socket, client);
  t.not(client.sessionId, again.sessionId);
  await again.request(call(METHOD.echo));
  t.is(service.opened.length, 1);
});

test("forgets a session that has had no connection for long", async (t) => {
  const { client, server, service } = await connect(t, { sessionTtlSec: 0.05 });
  await client.ping();
  t.is(server.stats().sessions, 1);
  client.close();
  while (server.stats().sessions > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  t.is(service.closed[0], service.opened[0]);
});

test("forgets a session for which too much waits, and the client hears of it", async (t) => {
  const { client, server, service, port } = await connect(t);
  await client.ping();
  client.ack((await client.nextOf(ID.newSessionCreated)).msgId);
  await client.ping();
  client.close();
  while (server.stats().openSockets > 0) await new Promise(setImmediate);
  const [peer] = service.opened;
  // Random, so that it cannot be packed.
  const update = Buffer.concat([id(0x33330001), randomBytes(1 << 20)]);
  for (let pushed = 0; pushed < 30; pushed++) peer?.push(update);
  t.is(server.stats().sessions, 1);
  for (let pushed = 0; pushed < 5; pushed++) peer?.push(update);
  t.is(server.stats().sessions, 0);
  t.deepEqual(service.closed, service.opened);
  await client.reconnect({ port });
  client.send(Buffer.concat([id(ID.ping), Buffer.alloc(8)]), false);
  await client.nextOf(ID.newSessionCreated);
});

test("forgets the sessions that have been gone the longest when there are too many, then the largest", (t) => {
  const sessions = [10, 20, 70, 30].map((waitingBytes) => ({ waitingBytes }));
  const [first, second, third, fourth] = sessions;
  const forgotten: unknown[] = [];
  const absent = new AbsentSessions((session) => forgotten.push(session), { sessions: 3, bytes: 100 });
  for (const session of sessions.slice(0, 3)) absent.add(session);
  t.deepEqual(forgotten, []);
  if (fourth !== undefined) absent.add(fourth);
  t.deepEqual(forgotten, [first, third]);
  if (second !== undefined) absent.delete(second);
  Object.assign(fourth ?? {}, { waitingBytes: 101 });
  absent.trim();
  t.deepEqual(forgotten, [first, third, fourth]);
});

test("answers −404 to keys that it has forgotten", async (t) => {
  const { client, server } = await connect(t);
  await client.ping();
  server.forgetKeys("temporary");
  await client.ping();
  server.forgetKeys();
  client.call(call(METHOD.echo));
  const ended = await t.throwsAsync(client.nextOf(0), { instanceOf: ConnectionEnded });
  t.is(ended?.transportError, -404);
});

test("ends everything when it stops, twice if need be", async (t) => {
  const { client, server, service } = await connect(t);
  const waiting = client.call(call(METHOD.wait));
  await client.ping();
  await Promise.all([server.stop(), server.stop()]);
  t.is((await client.socket.next()).kind, "closed");
  t.deepEqual(service.closed, service.opened);
  service.release();
  t.true(waiting > 0n);
  const { openSockets, sessions, keys } = server.stats();
  t.deepEqual({ openSockets, sessions, keys }, { openSockets: 0, sessions: 0, keys: 0 });
});

async function connect(t: ExecutionContext, options: Parameters<typeof startEcho>[1] = {}): Promise<
  { client: MtprotoClient } & Awaited<ReturnType<typeof startEcho>>
> {
  const started = await startEcho(t, options);
  const client = await MtprotoClient.connect(started);
  t.teardown(() => client.close());
  return { client, ...started };
}

function call(method: number, value = 0): Buffer {
  return Buffer.concat([id(method), int(value)]);
}

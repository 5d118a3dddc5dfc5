import test, { type ExecutionContext } from "ava";
import { METHOD, startEcho } from "../helpers/EchoService.js";
import { ConnectionEnded, container, ID, MtprotoClient } from "../helpers/MtprotoClient.js";
import { id, int } from "../helpers/mtprotoHandshake.js";

const ECHO = Buffer.concat([id(METHOD.echo), int(0)]);

/** How to provoke each code; gives the id of the message that is complained about. */
const provocations: Record<string, { code: number; send: (client: MtprotoClient) => bigint }> = {
  "an id 301 s old": { code: 16, send: (client) => client.call(ECHO, { msgId: shifted(client, -301) }) },
  "an id 32 s ahead": { code: 17, send: (client) => client.call(ECHO, { msgId: shifted(client, 32) }) },
  "an id not divisible by 4": { code: 18, send: (client) => client.call(ECHO, { msgId: client.nextMsgId() + 1n }) },
  "an inner id not divisible by 4": {
    code: 18,
    send: (client) => client.sendContainer([{ body: ECHO, isContent: true, msgId: client.nextMsgId() - 2n }])[0] ?? 0n,
  },
  "a container under the id of a message": {
    code: 19,
    send: (client) => {
      const msgId = client.call(ECHO);
      const inner = { msgId: msgId - 4n, seqNo: 1, body: ECHO };
      return client.send(container([inner]), false, { msgId });
    },
  },
  "a sequence number too low": {
    code: 32,
    send: (client) => {
      client.call(ECHO, { seqNo: 21 });
      return client.call(ECHO, { seqNo: 19 });
    },
  },
  "an odd sequence number used twice": {
    code: 32,
    send: (client) => {
      client.call(ECHO, { seqNo: 21 });
      return client.call(ECHO, { seqNo: 21 });
    },
  },
  "a sequence number too high": {
    code: 33,
    send: (client) => {
      const msgId = client.nextMsgId();
      client.call(ECHO, { seqNo: 21 });
      return client.call(ECHO, { msgId, seqNo: 23 });
    },
  },
  "a container as content-related": {
    code: 34,
    send: (client) => {
      const inner = { msgId: client.nextMsgId(), seqNo: 1, body: ECHO };
      return client.send(container([inner]), true, { seqNo: 3 });
    },
  },
  "a call as not content-related": { code: 35, send: (client) => client.call(ECHO, { seqNo: 0 }) },
  "a container whose count is too large": {
    code: 64,
    send: (client) => client.send(Buffer.concat([id(ID.msgContainer), int(2 ** 31 - 1)]), false),
  },
  "a container that ends inside a message": {
    code: 64,
    send: (client) => {
      const whole = container([{ msgId: client.nextMsgId(), seqNo: 1, body: ECHO }]);
      return client.send(whole.subarray(0, -4), false);
    },
  },
  "a container with a message above it": {
    code: 64,
    send: (client) => {
      const msgId = client.nextMsgId();
      return client.send(container([{ msgId: msgId + 4n, seqNo: 1, body: ECHO }]), false, { msgId });
    },
  },
  "a container in a container": {
    code: 64,
    send: (client) => client.send(container([{ msgId: client.nextMsgId(), seqNo: 0, body: container([]) }]), false),
  },
};

for (const [name, { code, send }] of Object.entries(provocations)) {
  test(`answers ${name} with bad_msg_notification ${code}`, async (t) => {
    const { client, server } = await connect(t);
    const msgId = send(client);
    const notice = await client.nextOf(ID.badMsgNotification);
    t.deepEqual([notice.body.readBigUInt64LE(4), notice.body.readInt32LE(16)], [msgId, code]);
    t.is(notice.seqNo & 1, 0);
    t.deepEqual(server.stats().badMessages, { [code]: 1 });
    client.send(Buffer.concat([id(ID.ping), Buffer.alloc(8)]), false, { seqNo: 100 });
    t.is((await client.nextOf(ID.pong)).body.readBigUInt64LE(12), 0n);
  });
}

test("answers an id below those that it has forgotten with bad_msg_notification 20", async (t) => {
  const { client } = await connect(t);
  const msgId = client.nextMsgId();
  for (let round = 0; round < 3; round++) {
    client.sendContainer(Array.from({ length: 400 }, () => ({ body: Buffer.concat([id(ID.ping), Buffer.alloc(8)]), isContent: false })));
  }
  await client.ping();
  client.call(ECHO, { msgId, seqNo: 1 });
  const notice = await client.nextOf(ID.badMsgNotification);
  t.deepEqual([notice.body.readBigUInt64LE(4), notice.body.readInt32LE(16)], [msgId, 20]);
});

test("takes what foreign clients do: any first number, service messages of either kind", async (t) => {
  const { client, server } = await connect(t);
  await client.request(ECHO, { seqNo: 4711 });
  client.send(Buffer.concat([id(ID.ping), Buffer.alloc(8)]), true, { seqNo: 4713 });
  await client.nextOf(ID.pong);
  client.send(Buffer.concat([id(0xb921bd04), int(1)]), false, { seqNo: 4714 });
  await client.nextOf(ID.futureSalts);
  await client.request(ECHO, { seqNo: 4715 });
  t.deepEqual(server.stats().badMessages, {});
});

test("takes an old message inside a new container, once", async (t) => {
  const { client, service } = await connect(t);
  const old = { body: Buffer.concat([id(METHOD.count), int(0)]), isContent: true, msgId: shifted(client, -1000), seqNo: 1 };
  client.sendContainer([old], { seqNo: 2 });
  await client.resultOf(old.msgId);
  client.sendContainer([old], { seqNo: 2 });
  t.is((await client.resultOf(old.msgId)).readInt32LE(4), 1);
  t.is(service.counter, 1);
});

test("refuses wrong salts with the right one, without running anything", async (t) => {
  const { client, service } = await connect(t);
  const right = client.salt;
  const msgId = client.call(ECHO, { salt: right ^ 1n, seqNo: 1 });
  const notice = await client.nextOf(ID.badServerSalt);
  t.is(notice.body.readBigUInt64LE(4), msgId);
  t.is(notice.body.readInt32LE(12), 1);
  t.is(notice.body.readInt32LE(16), 48);
  t.is(notice.body.readBigUInt64LE(20), right);
  t.is(service.bodies.length, 0);
  t.is(service.opened.length, 0);
  await client.request(ECHO);
});

test("changes salts with time and takes the last one for as long again", async (t) => {
  const { client, server } = await connect(t, { saltLifetimeSec: 100 });
  client.send(Buffer.concat([id(0xb921bd04), int(64)]), false);
  const { body } = await client.nextOf(ID.futureSalts);
  const count = body.readUInt32LE(16);
  t.is(count, 64);
  const salts = Array.from({ length: count }, (_, index) => ({
    since: body.readInt32LE(20 + 16 * index),
    until: body.readInt32LE(24 + 16 * index),
    salt: body.readBigUInt64LE(28 + 16 * index),
  }));
  t.is(salts[0]?.salt, client.salt);
  for (const [index, salt] of salts.entries()) {
    t.is(salt.until - salt.since, 200);
    t.is(salt.since, (salts[0]?.since ?? 0) + 100 * index);
  }
  const wait = (seconds: number): void => {
    server.clock.offsetMs = seconds * 1000;
    client.clockOffsetSec = seconds;
  };
  wait(150);
  await client.request(ECHO);
  wait(210);
  client.call(ECHO);
  const right = (await client.nextOf(ID.badServerSalt)).body.readBigUInt64LE(20);
  t.is(right, salts[2]?.salt ?? 0n);
  client.salt = right;
  await client.request(ECHO);
});

for (const [name, change] of Object.entries<(client: MtprotoClient) => Buffer>({
  "an unknown key": (client) => Buffer.concat([Buffer.alloc(8, 7), client.seal(ECHO, client.nextMsgId(), 1).subarray(8)]),
  "a flipped bit": (client) => {
    const packet = client.seal(ECHO, client.nextMsgId(), 1);
    packet[40] = (packet[40] ?? 0) ^ 1;
    return packet;
  },
  "a flipped bit in the msg_key": (client) => {
    const packet = client.seal(ECHO, client.nextMsgId(), 1);
    packet[9] = (packet[9] ?? 0) ^ 1;
    return packet;
  },
  "session id 0": (client) => client.seal(ECHO, client.nextMsgId(), 1, { sessionId: 0n }),
  "8 bytes of padding": (client) => client.seal(ECHO, client.nextMsgId(), 1, { padding: 8 }),
  "1032 bytes of padding": (client) => client.seal(ECHO, client.nextMsgId(), 1, { padding: 1032 }),
  "a body of a ragged length": (client) => client.seal(Buffer.alloc(6), client.nextMsgId(), 1, { padding: 26 }),
  "nothing but a key id": (client) => client.seal(ECHO, client.nextMsgId(), 1).subarray(0, 24),
  "a stub": () => Buffer.alloc(12, 1),
  "a plaintext length beyond the packet": () => Buffer.concat([Buffer.alloc(16), int(100), Buffer.alloc(20)]),
})) {
  test(`answers ${name} with −404 and closes`, async (t) => {
    const { client, server } = await connect(t);
    client.socket.send(change(client));
    const ended = await t.throwsAsync(client.next(), { instanceOf: ConnectionEnded });
    t.is(ended?.transportError, -404);
    t.is((await client.socket.next()).kind, "closed");
    t.is(server.stats().sessions, 0);
  });
}

test("takes the most padding that is allowed", async (t) => {
  const { client } = await connect(t);
  t.deepEqual(await client.request(ECHO, { padding: 1016 }), ECHO);
});

async function connect(t: ExecutionContext, options: Parameters<typeof startEcho>[1] = {}): Promise<{
  client: MtprotoClient;
  server: Awaited<ReturnType<typeof startEcho>>["server"];
  service: Awaited<ReturnType<typeof startEcho>>["service"];
}> {
  const { server, service, port, rsaKey } = await startEcho(t, options);
  const client = await MtprotoClient.connect({ port, rsaKey });
  t.teardown(() => client.close());
  return { client, server, service };
}

/** A message id of another time. */
function shifted(client: MtprotoClient, seconds: number): bigint {
  return client.nextMsgId() + BigInt(seconds) * 2n ** 32n;
}

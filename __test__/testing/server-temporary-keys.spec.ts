import test, { type ExecutionContext } from "ava";
import { randomBytes } from "node:crypto";
import { METHOD, startEcho, type EchoService } from "../helpers/EchoService.js";
import { ConnectionEnded, initConnection, MtprotoClient, readRpcError } from "../helpers/MtprotoClient.js";
import { sealV1 } from "../helpers/mtprotoCrypto.js";
import { bytes, id, int, long } from "../helpers/mtprotoHandshake.js";

const ECHO = Buffer.concat([id(METHOD.echo), int(0)]);
const LIFETIME_SEC = 86400;

test("lets a temporary key speak for the permanent one after it is bound", async (t) => {
  const { permanent, temporary, service } = await connect(t);
  t.is((await bind(permanent, temporary)).readUInt32LE(0), 0x997275b5);
  t.deepEqual(service.opened.map((peer) => peer.authKeyId), [permanent.authKeyId]);
  t.deepEqual(await temporary.request(ECHO), ECHO);
  service.callers.at(-1)?.keyState.set("layer", 230);
  await permanent.request(ECHO);
  t.is(service.callers.at(-1)?.keyState.get("layer"), 230);
  t.is((await bind(permanent, temporary)).readUInt32LE(0), 0x997275b5);
});

test("binds inside other wrappers too", async (t) => {
  const { permanent, temporary } = await connect(t);
  t.is((await bind(permanent, temporary, {}, initConnection)).readUInt32LE(0), 0x997275b5);
});

test("lets an unbound key ask for the configuration and nothing else", async (t) => {
  const { temporary, service } = await connect(t);
  for (const allowed of [0xc4f9186b, 0x1fb33026]) {
    t.is((await temporary.request(initConnection(id(allowed)))).readUInt32LE(0), 0xda9b0d0d);
  }
  t.deepEqual(readRpcError(await temporary.request(ECHO)), { code: 401, text: "AUTH_KEY_PERM_EMPTY" });
  t.deepEqual(readRpcError(await temporary.request(initConnection(ECHO))), { code: 401, text: "AUTH_KEY_PERM_EMPTY" });
  t.deepEqual(service.opened, []);
  t.true(service.callers.every((peer) => peer.authKeyId === 0n));
});

test("destroys the temporary key that asks for it, and no other", async (t) => {
  const { permanent, temporary, server } = await connect(t);
  await bind(permanent, temporary);
  temporary.send(id(0xd1435160), true);
  await temporary.nextOf(0xf660e1d4);
  t.is(server.stats().keys, 1);
  t.deepEqual(await permanent.request(ECHO), ECHO);
});

for (const [answer, word] of [
  ["fail", 0xea109b13],
  ["none", 0x0a9f2259],
] as const) {
  test(`keeps a key that was to be destroyed, and answers ${answer}, when it is told to`, async (t) => {
    const { permanent, server } = await connect(t);
    server.faults.add({ kind: "destroyKey", answer });
    permanent.send(id(0xd1435160), true);
    await permanent.nextOf(word);
    t.is(server.stats().keys, 2);
    t.throws(() => server.faults.add({ kind: "destroyKey", answer: "ok" as "fail" }), { instanceOf: RangeError, message: /^fault\.answer/ });
  });
}

const wrong: Record<string, { change: Change; text: string }> = {
  "another nonce": { change: { nonce: 1n }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "another temporary key": { change: { temporaryKeyId: 1n }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "another permanent key inside": { change: { permanentKeyId: 1n }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "a permanent key that does not exist": { change: { outerKeyId: 1n }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "another session": { change: { sessionId: 1n }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "another message id": { change: { innerMsgId: 4n }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "another end": { change: { innerExpiresAtSec: 7 }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "a proof under another key": { change: { sealKey: randomBytes(256) }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "a proof with a flipped bit": { change: { flippedByte: 60 }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "a proof cut short": { change: { cutTo: 40 }, text: "ENCRYPTED_MESSAGE_INVALID" },
  "an end in the past": { change: { expiresInSec: -5 }, text: "EXPIRES_AT_INVALID" },
  "an end that is not the key's": { change: { expiresInSec: 2 * LIFETIME_SEC }, text: "EXPIRES_AT_INVALID" },
};

for (const [name, { change, text }] of Object.entries(wrong)) {
  test(`refuses a binding with ${name}`, async (t) => {
    const { permanent, temporary } = await connect(t);
    t.deepEqual(readRpcError(await bind(permanent, temporary, change)), { code: 400, text });
    t.is(readRpcError(await temporary.request(ECHO)).text, "AUTH_KEY_PERM_EMPTY");
  });
}

test("refuses a binding that is sent under a permanent key, and one to a second key", async (t) => {
  const { permanent, temporary, port, rsaKey } = await connect(t);
  t.is(readRpcError(await bind(permanent, permanent)).text, "TEMP_AUTH_KEY_EMPTY");
  await bind(permanent, temporary);
  const other = await MtprotoClient.connect({ port, rsaKey });
  t.teardown(() => other.close());
  t.is(readRpcError(await bind(other, temporary)).text, "TEMP_AUTH_KEY_ALREADY_BOUND");
  t.is(readRpcError(await bind(temporary, temporary)).text, "ENCRYPTED_MESSAGE_INVALID");
});

test("forgets a temporary key at its end", async (t) => {
  const { permanent, temporary, server } = await connect(t);
  await bind(permanent, temporary);
  server.clock.offsetMs = (LIFETIME_SEC + 1) * 1000;
  temporary.call(ECHO);
  const ended = await t.throwsAsync(temporary.nextOf(0), { instanceOf: ConnectionEnded });
  t.is(ended?.transportError, -404);
  t.is(server.stats().keys, 1);
});

test("forgets the temporary keys of a permanent one that is destroyed", async (t) => {
  const { permanent, temporary, server, service } = await connect(t);
  await bind(permanent, temporary);
  permanent.send(id(0xd1435160), true);
  await permanent.nextOf(0xf660e1d4);
  t.is(server.stats().keys, 0);
  t.is(service.closed.length, service.opened.length);
});

test("serves the session of an old temporary key under a new one", async (t) => {
  const { permanent, temporary, port, rsaKey } = await connect(t);
  await bind(permanent, temporary);
  const next = await MtprotoClient.connect({ port, rsaKey, expiresInSec: LIFETIME_SEC });
  t.teardown(() => next.close());
  next.sessionId = temporary.sessionId;
  await bind(permanent, next);
  await next.nextOf(0x9ec20908);
  t.deepEqual(await next.request(ECHO), ECHO);
});

/** What a binding may have wrong. */
interface Change {
  readonly nonce?: bigint;
  readonly temporaryKeyId?: bigint;
  readonly permanentKeyId?: bigint;
  readonly outerKeyId?: bigint;
  readonly sessionId?: bigint;
  readonly innerMsgId?: bigint;
  readonly innerExpiresAtSec?: number;
  readonly expiresInSec?: number;
  readonly sealKey?: Buffer;
  readonly flippedByte?: number;
  readonly cutTo?: number;
}

async function bind(
  permanent: MtprotoClient,
  temporary: MtprotoClient,
  change: Change = {},
  wrap: (query: Buffer) => Buffer = (query) => query,
): Promise<Buffer> {
  const msgId = temporary.nextMsgId();
  const nonce = randomBytes(8).readBigUInt64LE(0);
  const expiresAtSec = (temporary.handshake?.serverTimeSec ?? 0) + (change.expiresInSec ?? LIFETIME_SEC);
  const inner = Buffer.concat([
    randomBytes(16),
    long(change.innerMsgId ?? msgId),
    int(0),
    int(40),
    id(0x75a3f765),
    long(change.nonce ?? nonce),
    long(change.temporaryKeyId ?? temporary.authKeyId),
    long(change.permanentKeyId ?? permanent.authKeyId),
    long(change.sessionId ?? temporary.sessionId),
    int(change.innerExpiresAtSec ?? expiresAtSec),
  ]);
  let sealed: Buffer = sealV1(change.sealKey ?? permanent.authKey, inner);
  if (change.sealKey !== undefined) sealed = Buffer.concat([long(permanent.authKeyId), sealed.subarray(8)]);
  if (change.flippedByte !== undefined) sealed[change.flippedByte] = (sealed[change.flippedByte] ?? 0) ^ 1;
  const query = Buffer.concat([
    id(0xcdd42a05),
    long(change.outerKeyId ?? permanent.authKeyId),
    long(nonce),
    int(expiresAtSec),
    bytes(sealed.subarray(0, change.cutTo)),
  ]);
  return temporary.request(wrap(query), { msgId });
}

async function connect(t: ExecutionContext): Promise<
  { permanent: MtprotoClient; temporary: MtprotoClient; service: EchoService } & Awaited<ReturnType<typeof startEcho>>
> {
  const started = await startEcho(t);
  const permanent = await MtprotoClient.connect(started);
  const temporary = await MtprotoClient.connect({ ...started, expiresInSec: LIFETIME_SEC });
  t.teardown(() => {
    permanent.close();
    temporary.close();
  });
  return { permanent, temporary, ...started };
}

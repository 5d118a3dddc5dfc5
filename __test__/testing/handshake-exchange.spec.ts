import test, { type ExecutionContext } from "ava";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { startEcho } from "../helpers/EchoService.js";
import { MtprotoSocket } from "../helpers/MtprotoSocket.js";
import { readRsaKey, toBytes } from "../helpers/mtprotoCrypto.js";
import {
  handshake,
  HandshakeStopped,
  id,
  plainMessage,
  type Handshake,
  type HandshakeOptions,
} from "../helpers/mtprotoHandshake.js";

const good: Record<string, Omit<HandshakeOptions, "rsaKey">> = {
  "p_q_inner_data_dc": { dcId: 2 },
  "p_q_inner_data": { dcId: null },
  "p_q_inner_data_temp_dc": { dcId: 2, expiresInSec: 86400 },
  "p_q_inner_data_temp": { dcId: null, expiresInSec: 86400 },
  "the id of a media DC": { dcId: -2 },
  "the id of another DC": { dcId: 5 },
  "req_pq": { isLegacyRequest: true },
  "the RSA layout before RSA_PAD": { isLegacyRsa: true },
  "message id 0": { msgId: 0n },
  "bytes after the object": { innerPadding: 255, outerPadding: 13 },
  "every request sent twice": { isRepeating: true },
};

for (const [name, options] of Object.entries(good)) {
  test(`makes a key with ${name}`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    const { socket, made } = await exchange(t, port, { ...options, rsaKey });
    t.is(made.authKey.length, 256);
    t.true(Math.abs(made.serverTimeSec - Date.now() / 1000) < 60);
    t.deepEqual(made.fingerprints, [BigInt(`0x${server.fingerprint}`)]);
    const { permanentKeysMade, temporaryKeysMade } = server.stats();
    t.is(options.expiresInSec === undefined ? permanentKeysMade : temporaryKeysMade, 1);
    t.is(permanentKeysMade + temporaryKeysMade, 1);
    socket.close();
  });
}

test("gives another pq of two primes below 2^31 to each connection", async (t) => {
  const { port, rsaKey } = await startEcho(t);
  const seen = new Set<bigint>();
  for (let round = 0; round < 5; round++) {
    const { socket, made } = await exchange(t, port, { rsaKey });
    t.true(made.pq > 2n ** 60n && made.pq < 2n ** 62n);
    seen.add(made.pq);
    socket.close();
  }
  t.is(seen.size, 5);
});

test("makes several keys on one connection", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  const { socket, made } = await exchange(t, port, { rsaKey });
  const other = await handshake(socket, { rsaKey, expiresInSec: 3600 });
  t.notDeepEqual(made.authKey, other.authKey);
  t.is(server.stats().keys, 2);
  socket.close();
});

test("starts anew when req_pq comes in the middle of an exchange", async (t) => {
  const { port, rsaKey } = await startEcho(t);
  const socket = await MtprotoSocket.open({ port });
  socket.send(plainMessage(Buffer.concat([id(0xbe7e8ef1), randomBytes(16)])));
  t.is((await socket.next()).kind, "packet");
  t.is((await handshake(socket, { rsaKey })).authKey.length, 256);
  socket.close();
});

test("uses the private key that it is given", async (t) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const { server, port } = await startEcho(t, { rsaKey: pem });
  const own = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  t.is(server.fingerprint, readRsaKey(own).fingerprint.toString(16).padStart(16, "0"));
  t.true(server.rsaKeys[0]?.startsWith("-----BEGIN RSA PUBLIC KEY-----"));
  const { socket } = await exchange(t, port, { rsaKey: own });
  socket.close();
});

const bad: Record<string, Partial<HandshakeOptions>> = {
  "another nonce in the inner data": { tamper: { innerData: flip(40) } },
  "another server nonce in the inner data": { tamper: { innerData: flip(60) } },
  "another pq in the inner data": { tamper: { innerData: flip(8) } },
  "another constructor in the inner data": { tamper: { innerData: flip(0) } },
  "a legacy block that is cut short": { isLegacyRsa: true, tamper: { innerData: (data) => data.subarray(0, 60) } },
  "another nonce in req_DH_params": { tamper: { reqDhParams: flip(4) } },
  "another server nonce in req_DH_params": { tamper: { reqDhParams: flip(20) } },
  "wrong factors": { tamper: { reqDhParams: flip(38) } },
  "another fingerprint": { tamper: { reqDhParams: flip(52) } },
  "encrypted data with a flipped bit": { tamper: { reqDhParams: flip(100) } },
  "encrypted data above the modulus": { tamper: { reqDhParams: (body) => Buffer.concat([body.subarray(0, -256), Buffer.alloc(256, 0xff)]) } },
  "a request cut short": { tamper: { reqDhParams: (body) => body.subarray(0, 80) } },
  "a step out of order": { tamper: { reqDhParams: (body) => Buffer.concat([id(0xf5045f1f), body.subarray(4)]) } },
  "an API call in plaintext": { tamper: { reqDhParams: () => id(0xc4f9186b) } },
  "a temporary key that has no time": { expiresInSec: 0 },
  "another nonce in client_DH_inner_data": { tamper: { clientDhInner: flip(4) } },
  "another server nonce in client_DH_inner_data": { tamper: { clientDhInner: flip(20) } },
  "a retry id at the first attempt": { tamper: { clientDhInner: flip(36) } },
  "another constructor in client_DH_inner_data": { tamper: { clientDhInner: flip(0) } },
  "g_b = 1": { tamper: { gB: () => Buffer.of(1) } },
  "g_b just below 2^1984": { tamper: { gB: () => toBytes(2n ** 1984n - 1n) } },
  "g_b = 2^2048 − 1": { tamper: { gB: () => Buffer.alloc(256, 0xff) } },
  "a g_b of 257 bytes": { tamper: { gB: (gB) => Buffer.concat([Buffer.of(1), gB]) } },
  "set_client_DH_params with a flipped bit": { tamper: { setClientDhParams: flip(60) } },
  "set_client_DH_params of a ragged length": { tamper: { setClientDhParams: (body) => Buffer.concat([body.subarray(0, 36), Buffer.of(8), Buffer.alloc(11)]) } },
};

for (const [name, options] of Object.entries(bad)) {
  test(`refuses ${name} with −404 and closes`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    const socket = await MtprotoSocket.open({ port });
    const error = await t.throwsAsync(handshake(socket, { rsaKey, ...options }), { instanceOf: HandshakeStopped });
    t.deepEqual(error?.received, { kind: "error", code: -404 });
    t.is((await socket.next()).kind, "closed");
    t.is(server.stats().keys, 0);
    t.is(server.stats().transportErrors[-404], 1);
  });
}

for (const [testMode, dcId, isRefused] of [
  [false, 10002, true],
  [false, -10002, true],
  [true, 10002, false],
  [true, -10002, false],
  [true, 2, true],
  [true, null, false],
] as const) {
  const verb = isRefused ? "refuses with −444" : "accepts";
  test(`${verb} the DC id ${dcId} ${testMode ? "in" : "outside"} test mode`, async (t) => {
    const { port, rsaKey } = await startEcho(t, { testMode });
    const socket = await MtprotoSocket.open({ port });
    const attempt = handshake(socket, { rsaKey, dcId });
    if (isRefused) {
      const error = await t.throwsAsync(attempt, { instanceOf: HandshakeStopped });
      t.deepEqual(error?.received, { kind: "error", code: -444 });
    } else {
      t.is((await attempt).authKey.length, 256);
    }
    socket.close();
  });
}

async function exchange(t: ExecutionContext, port: number, options: HandshakeOptions): Promise<{ socket: MtprotoSocket; made: Handshake }> {
  const socket = await MtprotoSocket.open({ port });
  t.teardown(() => socket.close());
  return { socket, made: await handshake(socket, options) };
}

/** Changes one bit of the byte at `offset`. */
function flip(offset: number): (data: Buffer) => Buffer {
  return (data) => {
    const changed = Buffer.from(data);
    changed[offset] = (changed[offset] ?? 0) ^ 1;
    return changed;
  };
}

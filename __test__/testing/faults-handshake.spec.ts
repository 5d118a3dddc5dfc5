import test from "ava";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { startEcho } from "../helpers/EchoService.js";
import { MtprotoClient } from "../helpers/MtprotoClient.js";
import { MtprotoSocket } from "../helpers/MtprotoSocket.js";
import { modPow, sha1, toBigInt } from "../helpers/mtprotoCrypto.js";
import { handshake, HandshakeRefused, HandshakeStopped, id, plainMessage } from "../helpers/mtprotoHandshake.js";
import type { Fault, WireAction } from "../../ts/testing/index.js";

/** Faults that the tests' own client notices, and what it says. */
const noticed: [Extract<Fault, { kind: "handshake" }>, string][] = [
  [{ kind: "handshake", step: "resPQ", fault: "wrongNonce" }, "resPQ"],
  [{ kind: "handshake", step: "resPQ", fault: "unknownFingerprint" }, "fingerprint"],
  [{ kind: "handshake", step: "resPQ", fault: "noFingerprints" }, "fingerprint"],
  [{ kind: "handshake", step: "resPQ", fault: "manyFingerprints" }, "fingerprint"],
  [{ kind: "handshake", step: "resPQ", fault: "zeroPq" }, "length of pq"],
  [{ kind: "handshake", step: "resPQ", fault: "hugePq" }, "length of pq"],
  [{ kind: "handshake", step: "serverDhParams", fault: "wrongNonce" }, "nonces of server_DH_params"],
  [{ kind: "handshake", step: "serverDhParams", fault: "wrongServerNonce" }, "nonces of server_DH_params"],
  [{ kind: "handshake", step: "serverDhParams", fault: "wrongHash" }, "SHA-1 of server_DH_inner_data"],
  [{ kind: "handshake", step: "serverDhParams", fault: "wrongInnerNonce" }, "inner nonces"],
  [{ kind: "handshake", step: "serverDhParams", fault: "wrongInnerServerNonce" }, "inner nonces"],
  [{ kind: "handshake", step: "serverDhParams", fault: "paramsFail" }, "server_DH_params_ok"],
  [{ kind: "handshake", step: "serverDhParams", fault: "paramsFailWrongHash" }, "server_DH_params_ok"],
  // The client goes on with what it got, so the keys differ and the hash shows it.
  ...(["compositePrime", "unsafePrime", "wrongGenerator", "hugeGenerator", "gAOne", "gAZero", "gAPrimeMinusOne", "gAPrime", "gASmall", "gABig"] as const).map(
    (fault): [Extract<Fault, { kind: "handshake" }>, string] => [{ kind: "handshake", step: "serverDhParams", fault }, "new_nonce_hash1"],
  ),
  [{ kind: "handshake", step: "dhGen", fault: "wrongNonce" }, "nonces of dh_gen"],
  [{ kind: "handshake", step: "dhGen", fault: "wrongServerNonce" }, "nonces of dh_gen"],
  [{ kind: "handshake", step: "dhGen", fault: "wrongHash" }, "new_nonce_hash1"],
  [{ kind: "handshake", step: "dhGen", fault: "okWithRetryHash" }, "new_nonce_hash1"],
  [{ kind: "handshake", step: "dhGen", fault: "retryWrongHash" }, "new_nonce_hash2"],
  [{ kind: "handshake", step: "dhGen", fault: "failWrongHash" }, "new_nonce_hash3"],
  [{ kind: "handshake", step: "dhGen", fault: "fail" }, "dh_gen_fail"],
];

for (const [fault, message] of noticed) {
  test(`the fault ${fault.fault} of ${fault.step} is what it says, once`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    const active = server.faults.add(fault);
    const socket = await MtprotoSocket.open({ port });
    t.teardown(() => socket.close());
    if (fault.step === "serverDhParams" && /^g|Prime$|Generator$/.test(fault.fault)) {
      // A g_b out of another group may be out of range for the server, which then says so.
      const error = await t.throwsAsync(handshake(socket, { rsaKey }));
      t.true(error instanceof HandshakeStopped || error?.message === message, error?.message);
    } else {
      await t.throwsAsync(handshake(socket, { rsaKey }), { instanceOf: HandshakeRefused, message });
    }
    t.is(active.hits, 1);
    const client = await MtprotoClient.connect({ port, rsaKey });
    await client.ping();
    client.close();
  });
}

test("asks for another g_b as often as it is told", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  server.faults.add({ kind: "handshake", step: "dhGen", fault: "retry", times: 3 });
  const client = await MtprotoClient.connect({ port, rsaKey });
  t.is(client.handshake?.retries, 3);
  await client.ping();
  client.close();
});

for (const [name, length] of [["shortPrime", 192], ["unsafePrime", 256]] as const) {
  test(`the fault ${name} sends a prime of ${length} bytes`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    server.faults.add({ kind: "handshake", step: "serverDhParams", fault: name });
    let prime = 0n;
    const socket = await MtprotoSocket.open({ port });
    t.teardown(() => socket.close());
    await t.throwsAsync(handshake(socket, { rsaKey, onPrime: (bytes) => (prime = toBigInt(bytes)) }));
    t.is(prime.toString(16).length, 2 * length);
    t.is(modPow(2n, prime - 1n, prime), 1n);
    t.is(prime % 3n, 2n);
    t.is(modPow(2n, (prime - 3n) / 2n, (prime - 1n) / 2n) === 1n, name === "shortPrime");
  });
}

const actions: Record<string, { action: WireAction; kind: string; code?: number }> = {
  reset: { action: "reset", kind: "closed" },
  close: { action: "close", kind: "closed" },
  "a transport error": { action: { transportError: -404 }, kind: "error", code: -404 },
};

for (const step of ["resPQ", "serverDhParams", "dhGen"] as const) {
  for (const [name, { action, kind, code }] of Object.entries(actions)) {
    test(`${name} strikes instead of ${step}`, async (t) => {
      const { server, port, rsaKey } = await startEcho(t);
      server.faults.add({ kind: "wire", at: step, action });
      const socket = await MtprotoSocket.open({ port });
      const error = await t.throwsAsync(handshake(socket, { rsaKey }), { instanceOf: HandshakeStopped });
      t.is(error?.step, step);
      t.deepEqual(error?.received, code === undefined ? { kind } : { kind, code });
      if (action === "reset") t.is(socket.error?.code, "ECONNRESET");
      else t.is((await socket.next()).kind, "closed");
    });
  }

  test(`silence strikes instead of ${step} and the socket stays open`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    const fault = server.faults.add({ kind: "wire", at: step, action: "silence" });
    const socket = await MtprotoSocket.open({ port });
    t.teardown(() => socket.close());
    const silent = handshake(socket, { rsaKey }).catch(() => "ended");
    // Before that, it could strike the other one.
    while (fault.hits === 0) await setTimeout(5);
    const other = await MtprotoSocket.open({ port });
    await handshake(other, { rsaKey });
    other.close();
    t.is(await Promise.race([silent, Promise.resolve("silent")]), "silent");
    t.false(socket.socket.destroyed);
  });
}

for (const [action, first] of [["garbage", 64], ["hugeLength", 16], ["emptyPacket", 4]] as const) {
  test(`${action} brings bytes and then nothing`, async (t) => {
    const { server, port } = await startEcho(t);
    server.faults.add({ kind: "wire", at: "resPQ", action });
    const socket = await MtprotoSocket.open({ port });
    t.teardown(() => socket.close());
    socket.socket.removeAllListeners("data");
    const received = new Promise<Buffer>((resolve) => socket.socket.once("data", resolve));
    socket.send(plainMessage(Buffer.concat([id(0xbe7e8ef1), sha1().subarray(0, 16)])));
    const bytes = await received;
    t.is(bytes.length, first);
    if (action === "hugeLength") t.is(bytes.readUInt32LE(0), 2 ** 30);
    socket.send(plainMessage(Buffer.concat([id(0xbe7e8ef1), sha1().subarray(0, 16)])));
    t.false(socket.socket.destroyed);
  });
}

test("reset strikes a new connection", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  server.faults.add({ kind: "wire", at: "connect", action: "reset", skip: 1 });
  const first = await MtprotoSocket.open({ port });
  t.teardown(() => first.close());
  await handshake(first, { rsaKey });
  // The reset may come before or after the client has seen the connection.
  const socket = connect(port, "127.0.0.1");
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  t.is(error.code, "ECONNRESET");
});

for (const action of ["close", { transportError: -429 }] as const) {
  test(`${typeof action === "string" ? action : "a transport error"} strikes a new connection`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    server.faults.add({ kind: "wire", at: "connect", action });
    const socket = await MtprotoSocket.open({ port });
    t.teardown(() => socket.close());
    const error = await t.throwsAsync(handshake(socket, { rsaKey }), { instanceOf: HandshakeStopped });
    t.deepEqual(error?.received, typeof action === "string" ? { kind: "closed" } : { kind: "error", code: -429 });
  });
}

import test from "ava";
import { ConnectionError, SecurityError, TimeoutError, TransportError, type HeliogramError } from "../../ts/index.js";
import { DEMO, type DhGenFault, type DhParamsFault, type Fault, type ResPqFault } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";

type Kind = abstract new (...args: never[]) => HeliogramError;

/** What the server does each time, and how connecting must end. */
const attacks: readonly (readonly [name: string, fault: Fault, kind: Kind])[] = [
  ...resPq("wrongNonce", "unknownFingerprint", "noFingerprints", "primePq", "zeroPq", "hugePq"),
  ...dhParams("wrongNonce", "wrongServerNonce", "wrongHash", "wrongInnerNonce", "compositePrime", "shortPrime", "wrongGenerator", "generatorOne", "gAOne", "gAPrimeMinusOne", "gASmall"),
  ...dhGen("wrongNonce", "wrongHash", "okWithRetryHash", "failWrongHash"),
];

for (const [name, fault, kind] of attacks) {
  test(`a server that answers with ${name} is refused at once, and no key is kept`, async (t) => {
    const server = await startServer(t);
    server.faults.add({ ...fault, times: Infinity });
    const folder = workdir(t);
    await t.throwsAsync(createClient(t, server, { workdir: folder }).connect(), { instanceOf: kind });
    server.faults.clear();
    t.false(await createClient(t, server, { workdir: folder }).connect());
  });
}

const passing: readonly (readonly [name: string, fault: Fault])[] = [
  ["dh_gen_retry", { kind: "handshake", step: "dhGen", fault: "retry", times: 2 }],
  ["dh_gen_fail", { kind: "handshake", step: "dhGen", fault: "fail" }],
  ["server_DH_params_fail", { kind: "handshake", step: "serverDhParams", fault: "paramsFail" }],
  ["a reset instead of resPQ", { kind: "wire", at: "resPQ", action: "reset" }],
  ["a reset instead of server_DH_params", { kind: "wire", at: "serverDhParams", action: "reset" }],
  ["a reset instead of dh_gen", { kind: "wire", at: "dhGen", action: "reset" }],
  ["a closed connection", { kind: "wire", at: "connect", action: "close" }],
  ["-404 in the key exchange", { kind: "wire", at: "serverDhParams", action: { transportError: -404 } }],
  ["-429 once", { kind: "wire", at: "firstEncrypted", action: { transportError: -429 } }],
  ["-404 once for a good key", { kind: "wire", at: "firstEncrypted", action: { transportError: -404 } }],
  ["a salt that has just changed", { kind: "badSalt" }],
  ["a reset on the first encrypted packet", { kind: "wire", at: "firstEncrypted", action: "reset" }],
  ["bytes that come one by one", { kind: "pace", segmentBytes: 1 }],
];

for (const [name, fault] of passing) {
  test(`${name} is got over without a word`, async (t) => {
    const server = await startServer(t);
    server.addUser({ phone: DEMO.phone, firstName: "Ada" });
    server.faults.add(fault);
    const client = createClient(t, server, { prompter: demoPerson() });
    await client.start();
    t.is(client.me?.firstName, "Ada");
  });
}

const lasting: readonly (readonly [name: string, fault: Fault, kind: Kind])[] = [
  ["resets", { kind: "wire", at: "connect", action: "reset" }, ConnectionError],
  ["dh_gen_retry", { kind: "handshake", step: "dhGen", fault: "retry" }, ConnectionError],
  ["dh_gen_fail", { kind: "handshake", step: "dhGen", fault: "fail" }, ConnectionError],
  ["-404 in the key exchange", { kind: "wire", at: "resPQ", action: { transportError: -404 } }, TransportError],
  ["-444", { kind: "wire", at: "serverDhParams", action: { transportError: -444 } }, TransportError],
];

for (const [name, fault, kind] of lasting) {
  test(`a server that gives nothing but ${name} makes connecting fail in bounded time`, async (t) => {
    const server = await startServer(t);
    server.faults.add({ ...fault, times: Infinity });
    await t.throwsAsync(createClient(t, server).connect(), { instanceOf: kind });
  });
}

test("a server that keeps silent makes connecting fail after its stated time", async (t) => {
  const server = await startServer(t);
  server.faults.add({ kind: "wire", at: "resPQ", action: "silence", times: Infinity });
  await t.throwsAsync(createClient(t, server, { connectTimeout: 0.2 }).connect(), { instanceOf: TimeoutError, message: /200 ms/ });
});

for (const transport of ["obfuscated", "intermediate", "abridged", "padded", "full"] as const) {
  test(`garbage and a length of 1 GB end in an error, over ${transport}`, async (t) => {
    const server = await startServer(t);
    for (const action of ["garbage", "hugeLength"] as const) {
      const fault = server.faults.add({ kind: "wire", at: "resPQ", action, times: Infinity });
      // Garbage may look like the start of a long packet: then only time tells.
      const error = await t.throwsAsync(createClient(t, server, { transport, connectTimeout: 0.2 }).connect());
      t.true(error instanceof SecurityError || error instanceof TimeoutError || error instanceof TransportError, String(error));
      fault.remove();
    }
  });
}

test("a signed-in session whose key the server denies is told so and kept", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const client = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await client.start();
  await client.stop();
  const fault = server.faults.add({ kind: "wire", at: "firstEncrypted", action: { transportError: -404 }, times: Infinity });
  const error = await t.throwsAsync(createClient(t, server, { workdir: folder }).start(), { instanceOf: TransportError });
  t.is(error?.status, -404);
  fault.remove();
  // One forged -404 after another must not cost anybody a session.
  const again = createClient(t, server, { workdir: folder });
  await again.start();
  t.is(again.me?.firstName, "Ada");
});

test("a call survives the loss of its connection and runs once", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  server.faults.add({ kind: "call", method: "messages.sendMessage", action: "resetBeforeAnswer" });
  await client.invoke({ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "once", randomId: 1n });
  const history = await client.invoke({ _: "messages.getHistory", peer: { _: "inputPeerSelf" }, offsetId: 0, offsetDate: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0, hash: 0n });
  t.is("messages" in history ? history.messages.length : -1, 1);
});

function resPq(...faults: readonly ResPqFault[]): (readonly [string, Fault, Kind])[] {
  return faults.map((fault) => [`${fault} in resPQ`, { kind: "handshake", step: "resPQ", fault }, SecurityError]);
}

function dhParams(...faults: readonly DhParamsFault[]): (readonly [string, Fault, Kind])[] {
  return faults.map((fault) => [`${fault} in server_DH_params`, { kind: "handshake", step: "serverDhParams", fault }, SecurityError]);
}

function dhGen(...faults: readonly DhGenFault[]): (readonly [string, Fault, Kind])[] {
  return faults.map((fault) => [`${fault} in dh_gen`, { kind: "handshake", step: "dhGen", fault }, SecurityError]);
}

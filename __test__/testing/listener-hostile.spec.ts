import test from "ava";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { METHOD, startEcho } from "../helpers/EchoService.js";
import { MtprotoClient } from "../helpers/MtprotoClient.js";
import { MtprotoSocket, tlsHello, webSocketFrame } from "../helpers/MtprotoSocket.js";
import { id, int } from "../helpers/mtprotoHandshake.js";

const SECRET = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
const DOMAIN = "example.org";

const garbage: Record<string, Buffer> = {
  "an HTTP request": Buffer.from("GET / HTTP/1.1\r\n\r\n"),
  "an obfuscated block without a tag": Buffer.concat([Buffer.alloc(64, 0x5a), Buffer.alloc(100)]),
  "1 GB in the intermediate transport": Buffer.concat([Buffer.alloc(4, 0xee), int(0x40000000)]),
  "64 MB in the abridged transport": Buffer.from("ef7fffffff", "hex"),
  "an empty packet in the intermediate transport": Buffer.concat([Buffer.alloc(4, 0xee), int(0)]),
  "an empty packet in the abridged transport": Buffer.from("ef00", "hex"),
  "an empty packet in the padded transport": Buffer.concat([Buffer.alloc(4, 0xdd), int(0)]),
  "a total of 8 in the full transport": Buffer.concat([int(8), int(0), int(0)]),
  "1 GB in the full transport": Buffer.concat([int(0x40000000), int(0), int(0)]),
  "a wrong CRC-32 in the full transport": Buffer.concat([int(32), int(0), Buffer.alloc(24)]),
};

for (const [name, bytes] of Object.entries(garbage)) {
  test(`closes after ${name}`, async (t) => {
    const { server, port } = await startEcho(t);
    await closesAfter(port, bytes);
    t.is(server.stats().openSockets, 0);
  });
}

test("survives random bytes on every port", async (t) => {
  const { server, port, rsaKey } = await startEcho(t);
  const ends: Promise<void>[] = [];
  for (let round = 0; round < 100; round++) {
    const start = [Buffer.alloc(0), Buffer.of(0xef), Buffer.alloc(4, 0xee), Buffer.alloc(4, 0xdd)][round % 4] ?? Buffer.alloc(0);
    const bytes = Buffer.concat([start, randomBytes(1 + (round * 37) % 3000)]);
    ends.push(sendsAndLeaves(round % 5 === 0 ? server.wsPort : port, bytes));
  }
  await Promise.all(ends);
  const client = await MtprotoClient.connect({ port, rsaKey });
  await client.request(id(METHOD.echo));
  client.close();
  t.deepEqual(server.stats().failures, []);
});

test("acknowledges quickly where the transport can, and before the answer", async (t) => {
  const { port, rsaKey } = await startEcho(t);
  for (const framing of ["abridged", "intermediate", "padded", "full"] as const) {
    const client = await MtprotoClient.connect({ framing, port, rsaKey });
    const { packet, token } = client.sealWithToken(id(METHOD.wait), client.nextMsgId(), 1);
    client.socket.send(packet, framing !== "full");
    await client.next();
    t.deepEqual(client.quickAcks, framing === "full" ? [] : [token], framing);
    client.close();
  }
});

for (const [kind, secret] of [
  ["simple", SECRET.toString("hex")],
  ["padded", `dd${SECRET.toString("hex")}`],
  ["fake-TLS", `ee${SECRET.toString("hex")}${Buffer.from(DOMAIN).toString("hex")}`],
] as const) {
  test(`is a proxy under a ${kind} secret and leads to the DC that is named`, async (t) => {
    const { port, rsaKey, service } = await startEcho(t, { secret });
    const framing = kind === "simple" ? "intermediate" : "padded";
    const tls = kind === "fake-TLS" ? { tlsDomain: DOMAIN } : {};
    for (const [dcId, expected] of [[3, 3], [-2, 2], [77, 1]] as const) {
      const client = await MtprotoClient.connect({ port, rsaKey, framing, secret: SECRET, dcId, ...tls });
      const call = Buffer.concat([id(METHOD.echo), randomBytes(40_000)]);
      t.deepEqual(await client.request(call), call);
      t.is(service.callers.at(-1)?.dcId, expected);
      client.close();
    }
    const direct = await MtprotoClient.connect({ port, rsaKey, framing, isObfuscated: true });
    t.deepEqual(await direct.request(id(METHOD.echo)), id(METHOD.echo));
    direct.close();
  });
}

test("closes a connection under another secret", async (t) => {
  const { port } = await startEcho(t, { secret: SECRET.toString("hex") });
  const socket = await MtprotoSocket.open({ port, secret: randomBytes(16), framing: "padded" });
  socket.send(Buffer.alloc(40));
  t.is((await socket.next()).kind, "closed");
});

test("closes after a TLS hello that is wrong, old, early, or seen before", async (t) => {
  const secret = `ee${SECRET.toString("hex")}${Buffer.from(DOMAIN).toString("hex")}`;
  const { port } = await startEcho(t, { secret });
  const nowSec = Math.floor(Date.now() / 1000);
  await closesAfter(port, tlsHello(randomBytes(16), DOMAIN, nowSec));
  await closesAfter(port, tlsHello(SECRET, DOMAIN, nowSec - 1300));
  await closesAfter(port, tlsHello(SECRET, DOMAIN, nowSec + 700));
  const hello = tlsHello(SECRET, DOMAIN, nowSec);
  const socket = connect(port, "127.0.0.1");
  socket.write(hello);
  await once(socket, "data");
  socket.destroy();
  await closesAfter(port, hello);
  t.pass();
});

test("refuses secrets that are none", async (t) => {
  for (const secret of ["", "00", "zz".repeat(16), `cc${"00".repeat(16)}`, `ee${"00".repeat(16)}`]) {
    await t.throwsAsync(startEcho(t, { secret }), { instanceOf: RangeError });
  }
});

const requests: Record<string, string> = {
  "without the protocol binary": "GET /apiws HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AA==\r\n\r\n",
  "for another path": "GET /other HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AA==\r\nSec-WebSocket-Protocol: binary\r\n\r\n",
  "that never ends": `GET /apiws HTTP/1.1\r\nX: ${"x".repeat(9000)}`,
};

for (const [name, request] of Object.entries(requests)) {
  test(`refuses a WebSocket request ${name}`, async (t) => {
    const { server } = await startEcho(t);
    await closesAfter(server.wsPort, Buffer.from(request));
    t.is(server.stats().openSockets, 0);
  });
}

test("answers WebSocket pings, joins fragments, and closes when asked", async (t) => {
  const { server, rsaKey } = await startEcho(t);
  const client = await MtprotoClient.connect({ port: server.wsPort, rsaKey, isWebSocket: true });
  client.socket.socket.write(webSocketFrame(9, Buffer.from("are you there")));
  await client.ping();
  t.deepEqual(client.socket.controlFrames, [{ opcode: 10, content: Buffer.from("are you there") }]);
  client.socket.socket.write(webSocketFrame(2, Buffer.alloc(0), false));
  client.socket.socket.write(webSocketFrame(0, Buffer.alloc(0), true));
  await client.ping();
  client.socket.socket.write(webSocketFrame(8, Buffer.from([3, 232])));
  t.is((await client.socket.next()).kind, "closed");
  t.deepEqual(client.socket.controlFrames.at(-1), { opcode: 8, content: Buffer.from([3, 232]) });
});

for (const [name, frame] of Object.entries({
  "without a mask": Buffer.from("820400000000", "hex"),
  "of text": webSocketFrame(1, Buffer.from("text")),
  "with reserved bits": Buffer.from("f2840000000000000000", "hex"),
  "of 1 EB": Buffer.from("82ff1000000000000000", "hex"),
})) {
  test(`closes after a WebSocket frame ${name}`, async (t) => {
    const { server, rsaKey } = await startEcho(t);
    const client = await MtprotoClient.connect({ port: server.wsPort, rsaKey, isWebSocket: true });
    client.socket.socket.write(Buffer.concat([frame, Buffer.alloc(8)]));
    t.is((await client.socket.next()).kind, "closed");
  });
}

/** Sends bytes and waits until the server closes. */
async function closesAfter(port: number, bytes: Buffer): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.resume();
  socket.write(bytes);
  await once(socket, "close");
  await new Promise(setImmediate);
}

/** Sends bytes, waits a moment for an answer, and leaves. */
async function sendsAndLeaves(port: number, bytes: Buffer): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.resume();
  socket.end(bytes);
  await once(socket, "close");
}

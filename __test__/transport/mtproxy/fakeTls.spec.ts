import { createHmac, createPublicKey, diffieHellman, generateKeyPairSync, randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import test from "ava";
import * as fc from "fast-check";
import { ProxyError, type ProxyProblem } from "../../../ts/errors/index.js";
import { startFakeTls } from "../../../ts/testing/listener/fakeTls.js";
import { parseProxySecret } from "../../../ts/testing/listener/ProxySecret.js";
import { checkProxy, dialMtproxy, type ByteStream } from "../../../ts/transport/index.js";
import { clientHello } from "../../../ts/transport/mtproxy/clientHello.js";
import { TlsRecordLayer } from "../../../ts/transport/mtproxy/tlsRecords.js";
import { MemoryStream } from "../../helpers/proxies/MemoryStream.js";

const HEX = `ee0123456789abcdef0123456789abcdef${Buffer.from("www.example.com").toString("hex")}`;
const SERVER_SECRET = parseProxySecret(HEX);
const KEY = SERVER_SECRET.key;
const NOW_SEC = 1_800_000_000;

const hello = (): Buffer => clientHello({ key: KEY, domain: "www.example.com", nowSec: NOW_SEC });

/** Extensions of a hello: their type and content. */
function extensionsOf(record: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  // Record 5, handshake 4, version 2, random 32, session 33, ciphers 2 + 32, compression 2, length 2.
  for (let at = 5 + 4 + 2 + 32 + 33 + 34 + 2 + 2; at < record.length; ) {
    const length = record.readUInt16BE(at + 2);
    found.set(record.readUInt16BE(at), record.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

test("a hello is one record whose lengths all fit, with the domain and the extensions of a browser", (t) => {
  for (let run = 0; run < 50; run++) {
    const record = hello();
    t.is(record.subarray(0, 3).toString("hex"), "160301");
    t.is(record.readUInt16BE(3), record.length - 5);
    t.is(record.readUIntBE(6, 3), record.length - 9);
    t.true(record.length > 517);
    const extensions = extensionsOf(record);
    t.is(extensions.size, 18);
    t.is(extensions.get(0)?.toString("latin1", 5), "www.example.com");
    const types = [...extensions.keys()];
    const known = types.filter((type) => (type & 0x0f0f) !== 0x0a0a).sort((a, b) => a - b);
    t.deepEqual(known, [0x0, 0x5, 0xa, 0xb, 0xd, 0x10, 0x12, 0x17, 0x1b, 0x23, 0x2b, 0x2d, 0x33, 0x44cd, 0xfe0d, 0xff01]);
    const grease = [types[0] ?? 0, types.at(-1) ?? 0];
    t.true(grease.every((type) => (type & 0x0f0f) === 0x0a0a && type >> 8 === (type & 255)));
    t.not(grease[0], grease[1]);
  }
});

test("the order of the extensions, the session id and the keys differ from hello to hello", (t) => {
  const records = [hello(), hello(), hello(), hello()];
  const orders = records.map((record) => [...extensionsOf(record).keys()].slice(1, -1).join());
  t.is(new Set(orders).size, 4);
  t.is(new Set(records.map((record) => record.toString("hex", 44, 76))).size, 4);
});

test("the key shares could be real: a point that X25519 takes, and coefficients that ML-KEM takes", (t) => {
  const shares = extensionsOf(hello()).get(0x33) ?? Buffer.alloc(0);
  t.is(shares.length, 0x4ef);
  const hybrid = shares.subarray(2 + 5 + 4, 2 + 5 + 4 + 1216);
  for (let at = 0; at < 1152; at += 3) {
    const pair = hybrid.readUIntLE(at, 3);
    t.true((pair & 0xfff) < 3329 && pair >>> 12 < 3329);
  }
  for (const point of [hybrid.subarray(1184), shares.subarray(-32)]) {
    const publicKey = createPublicKey({ key: Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), point]), format: "der", type: "spki" });
    t.is(diffieHellman({ publicKey, privateKey: generateKeyPairSync("x25519").privateKey }).length, 32);
  }
});

test("the digest is that of the record without it, with the time in its last four bytes", (t) => {
  const record = hello();
  const digest = Buffer.from(record.subarray(11, 43));
  record.fill(0, 11, 43);
  const expected = createHmac("sha256", KEY).update(record).digest();
  t.deepEqual(digest.subarray(0, 28), expected.subarray(0, 28));
  t.is((digest.readUInt32LE(28) ^ expected.readUInt32LE(28)) >>> 0, NOW_SEC);
});

interface Attempt {
  readonly dialled: Promise<ByteStream>;
  readonly wire: MemoryStream;
}

/** A dial that has sent its hello. */
async function attempt(): Promise<Attempt> {
  const wire = new MemoryStream();
  const [choice] = checkProxy({ scheme: "mtproxy", hostname: "127.0.0.1", port: 443, secret: HEX }, "proxy") ?? [];
  if (choice?.scheme !== "mtproxy") throw new Error("no MTProxy");
  const dial = dialMtproxy(choice, () => Promise.resolve(wire), () => 1000 * NOW_SEC);
  const dialled = dial({ host: "unused", port: 1 }, { timeoutMs: 60_000, signal: new AbortController().signal });
  dialled.catch(() => {});
  await turn();
  return { dialled, wire };
}

/** What a proxy that knows the secret answers. */
const answerTo = (wire: MemoryStream): Buffer => startFakeTls(Buffer.from(wire.written), SERVER_SECRET, NOW_SEC, new Set()).reply;

const CHUNKS = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 12 });

test("the handshake and the records after it come out the same however they are cut, both ways", async (t) => {
  await fc.assert(
    fc.asyncProperty(CHUNKS, CHUNKS, fc.array(fc.uint8Array({ minLength: 1, maxLength: 9000 }), { minLength: 1, maxLength: 4 }), async (cutsOfHello, cuts, parts) => {
      const { dialled, wire } = await attempt();
      const { reply, layer } = startFakeTls(Buffer.from(wire.written), SERVER_SECRET, NOW_SEC, new Set());
      wire.feed(reply, cutsOfHello);
      const stream = await dialled;
      const received: Buffer[] = [];
      stream.onData = (chunk) => received.push(Buffer.from(chunk));
      wire.written = Buffer.alloc(0);
      for (const part of parts) stream.write(Uint8Array.from(part));
      const sent = Buffer.concat(parts);
      t.true(layer.unwrap(wire.written).equals(sent));
      wire.feed(layer.wrap(sent), cuts);
      t.true(Buffer.concat(received).equals(sent));
    }),
    { numRuns: 100 },
  );
});

test("the first record is announced by one change of ciphers, and no record is longer than Telegram's", async (t) => {
  const { dialled, wire } = await attempt();
  wire.feed(answerTo(wire));
  const stream = await dialled;
  wire.written = Buffer.alloc(0);
  stream.write(randomBytes(3000));
  stream.write(randomBytes(10));
  t.is(wire.written.toString("hex", 0, 6), "140303000101");
  const lengths: number[] = [];
  for (let at = 6; at < wire.written.length; at += 5 + (lengths.at(-1) ?? 0)) {
    t.is(wire.written.toString("hex", at, at + 3), "170303");
    lengths.push(wire.written.readUInt16BE(at + 3));
  }
  t.deepEqual(lengths, [2878, 122, 10]);
});

test("an answer with any byte changed is refused, and nothing of MTProto was sent", async (t) => {
  const seed = Date.now();
  t.log(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const { dialled, wire } = await attempt();
      const hello = Buffer.from(wire.written);
      const answer = answerTo(wire);
      const at = place % answer.length;
      answer[at] = (answer[at] ?? 0) ^ change;
      wire.feed(answer);
      // A length that has grown makes it wait for more.
      wire.destroy();
      const error = await t.throwsAsync<ProxyError>(dialled, { instanceOf: ProxyError });
      t.true(["secret", "protocol"].includes(error?.problem ?? ""));
      t.true(wire.written.equals(hello));
    }),
    { numRuns: 200, seed },
  );
});

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const hostile: readonly (readonly [name: string, answer: (good: Buffer) => Buffer, problem: ProxyProblem])[] = [
  ["an alert", () => hex("15 0303 0002 0228"), "secret"],
  ["HTTP", () => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "protocol"],
  ["a record of SSL 2", () => hex("16 0200 0001 00"), "protocol"],
  ["data before the hello", () => hex("17 0303 0001 00"), "protocol"],
  ["a record that is too long", () => hex("16 0303 ffff"), "protocol"],
  ["handshake records without end", () => Buffer.concat(Array.from<Buffer>({ length: 40 }).fill(hex("16 0303 0001 00"))), "protocol"],
  ["a change of ciphers of two bytes", () => hex("16 0303 0001 00 14 0303 0002 0101"), "protocol"],
  ["an alert after the hello", () => hex("16 0303 0001 00 15 0303 0002 0228"), "protocol"],
  ["records that are too short for a digest", () => hex("16 0303 0001 00 14 0303 0001 01 17 0303 0001 00"), "secret"],
  ["empty records", () => hex("16 0303 0000 14 0303 0001 01 17 0303 0000"), "secret"],
  ["the answer to another hello", (good) => Buffer.concat([good.subarray(0, 11), randomBytes(32), good.subarray(43)]), "secret"],
];
for (const [name, answer, problem] of hostile) {
  test(`${name} in answer to a hello is a ProxyError: ${problem}`, async (t) => {
    for (const cuts of [[100_000], [1]]) {
      const { dialled, wire } = await attempt();
      wire.feed(answer(answerTo(wire)), cuts);
      const error = await t.throwsAsync<ProxyError>(dialled, { instanceOf: ProxyError });
      t.is(error?.problem, problem);
      t.true(wire.isClosed);
    }
  });
}

test("data in one piece with the answer is a ProxyError: a DC never speaks first", async (t) => {
  const { dialled, wire } = await attempt();
  wire.feed(Buffer.concat([answerTo(wire), hex("17 0303 0001 00")]));
  const error = await t.throwsAsync<ProxyError>(dialled, { instanceOf: ProxyError });
  t.is(error?.problem, "protocol");
});

for (const [name, bytes] of [["an alert", "15 0303 0002 0100"], ["another version", "17 0301 0001 00"], ["an empty record", "17 0303 0000"], ["noise", "00 0000 0000"]] as const) {
  test(`${name} among the records ends the stream with a ProxyError`, async (t) => {
    const { dialled, wire } = await attempt();
    wire.feed(answerTo(wire));
    const stream = await dialled;
    const closed = new Promise<Error | null>((resolve) => (stream.onClose = resolve));
    wire.feed(hex(bytes), [2]);
    t.true((await closed) instanceof ProxyError);
    t.true(stream.isClosed);
  });
}

test("a record layer takes nothing after its reader has ended the stream", async (t) => {
  const { dialled, wire } = await attempt();
  wire.feed(answerTo(wire));
  const stream = await dialled;
  let pieces = 0;
  stream.onData = () => {
    pieces += 1;
    stream.destroy();
  };
  const layer = new TlsRecordLayer("nobody");
  layer.wrap(Buffer.of(0));
  wire.feed(Buffer.concat([layer.wrap(Buffer.of(1)), layer.wrap(Buffer.of(2))]));
  t.is(pieces, 1);
});

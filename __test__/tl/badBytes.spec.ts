import { gzipSync } from "node:zlib";
import test from "ava";
import { TlError } from "../../ts/errors/index.js";
import { decode, decodeResult, encode } from "../../ts/tl/index.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { encodeAny } from "../../ts/tl/server.js";
import { generatedFacts } from "./generator.js";
import { RandomValues, randomSource } from "./randomValue.js";

const facts = generatedFacts();

/** 1a2b3c4d as it goes over the wire. */
function word(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes.toString("hex");
}

const VECTOR = word(0x1cb5c415);
const GZIP = 0x3072cfa1;

function gzipPacked(content: Uint8Array): Uint8Array {
  const bytes = Buffer.from(encode({ _: "upload.saveFilePart", fileId: 0n, filePart: 0, bytes: gzipSync(content) }));
  const packed = bytes.subarray(12);
  packed.writeInt32LE(GZIP);
  return packed;
}

const answers: [title: string, method: string, hex: string, message: string][] = [
  ["no bytes", "help.getConfig", "", "the answer to help.getConfig: the object is cut: it ends at byte 0"],
  ["half a word", "help.getConfig", "b575", "the answer to help.getConfig: the object is cut: it ends at byte 2"],
  ["an unknown constructor", "help.getConfig", word(0xdeadbeef), "the answer to help.getConfig: unknown constructor 0xdeadbeef at byte 0 where Config is expected"],
  ["a constructor of another type", "help.getConfig", word(0xbc799737), "the answer to help.getConfig: unknown constructor 0xbc799737 at byte 0 where Config is expected"],
  ["a constructor that is cut", "help.getNearestDc", word(0x8e1a1775 | 0) + "02525500", "the answer to help.getNearestDc: the object is cut: it ends at byte 8"],
  ["a Bool that is none", "auth.resetAuthorizations", word(5), "the answer to auth.resetAuthorizations: unknown constructor 0x00000005 at byte 0 where Bool is expected"],
  ["a vector that is none", "contacts.getContactIDs", word(5), "the answer to contacts.getContactIDs: unknown constructor 0x00000005 at byte 0 where Vector is expected"],
  ["a count of two thousand million", "contacts.getContactIDs", VECTOR + word(0x7fffffff), "the answer to contacts.getContactIDs: a vector at byte 4 claims 2147483647 elements, more than the bytes can hold"],
  ["a negative count", "contacts.getContactIDs", VECTOR + word(-1), "the answer to contacts.getContactIDs: a vector at byte 4 claims 4294967295 elements, more than the bytes can hold"],
  ["a count one too high", "contacts.getContactIDs", VECTOR + word(3) + word(1) + word(2), "the answer to contacts.getContactIDs: a vector at byte 4 claims 3 elements, more than the bytes can hold"],
  ["a count that is cut", "contacts.getContactIDs", VECTOR, "the answer to contacts.getContactIDs: the object is cut: it ends at byte 4"],
  ["a string beyond the end", "help.getNearestDc", word(0x8e1a1775 | 0) + "09414243", "the answer to help.getNearestDc: a string at byte 4 claims 9 bytes, the object ends at byte 8"],
  ["a long string beyond the end", "help.getNearestDc", word(0x8e1a1775 | 0) + "feffffff", "the answer to help.getNearestDc: a string at byte 4 claims 16777215 bytes, the object ends at byte 8"],
  ["a length that is cut", "help.getNearestDc", word(0x8e1a1775 | 0) + "fe", "the answer to help.getNearestDc: a string at byte 4 claims 0 bytes, the object ends at byte 5"],
  ["the reserved length byte", "help.getNearestDc", word(0x8e1a1775 | 0) + "ff000000", "the answer to help.getNearestDc: a string at byte 4 starts with the reserved length byte 0xff"],
];

for (const [title, method, hex, message] of answers) {
  test(`${title} is a TlError that says where`, (t) => {
    const error = t.throws(() => decodeResult(method, Buffer.from(hex, "hex")), { instanceOf: TlError });
    t.is(error?.code, "ERR_TL");
    t.is(error?.message, message);
  });
}

test("answers that lie in one memory are read each to its own end, also after the memory was resized", (t) => {
  const dc = encode({ _: "nearestDc", country: "NL", thisDc: 2, nearestDc: 4 });
  const memory = Reflect.construct(ArrayBuffer, [64, { maxByteLength: 256 }]) as ArrayBuffer & { resize(byteLength: number): void };
  const at = (start: number): unknown => decodeResult("help.getNearestDc", new Uint8Array(memory, start, dc.length));
  for (const size of [64, 256, 32]) {
    memory.resize(size);
    for (let start = 0; start + dc.length <= size; start++) {
      new Uint8Array(memory).fill(0xff).set(dc, start);
      t.deepEqual(at(start), { _: "nearestDc", country: "NL", thisDc: 2, nearestDc: 4 });
    }
  }
  new Uint8Array(memory, 0).set(dc);
  t.throws(() => decodeResult("help.getNearestDc", new Uint8Array(memory, 4, 12)), { instanceOf: TlError, message: /at byte 0 where NearestDc/ });
});

test("a method that the schema does not have is a TypeError", (t) => {
  t.throws(() => decodeResult("help.getConfg", Buffer.alloc(4)), { instanceOf: TypeError, message: 'method: the schema has no "help.getConfg"' });
});

test("arguments of the wrong kind are a TypeError or RangeError", (t) => {
  t.throws(() => decode("00" as unknown as Uint8Array), { instanceOf: TypeError, message: "bytes: a Uint8Array is expected" });
  t.throws(() => decode(new Uint8Array(4), 1.5), { instanceOf: TypeError, message: "byteOffset: an integer is expected" });
  t.throws(() => decode(new Uint8Array(4), 5), { instanceOf: RangeError, message: "byteOffset: 0 to 4 is expected" });
  t.throws(() => decode(new Uint8Array(4), -1), { instanceOf: RangeError });
});

test("an object cut at any byte is a TlError, never a value", (t) => {
  const values = new RandomValues(facts, randomSource(11));
  for (const name of ["user", "channelFull", "message", "config", "updates", "webPage", "account.password"]) {
    const entry = facts.entries.find((candidate) => candidate.name === name);
    if (entry === undefined) throw new Error(name);
    const bytes = encodeAny(values.object(entry, 4) as { _: string } as TlRequest);
    for (let length = 0; length < bytes.length; length += length < 400 ? 1 : 97) {
      const cut = bytes.slice(0, length);
      // The second time the memory goes on behind the cut as the object would.
      for (const part of [cut, bytes.subarray(0, length)]) {
        const error = t.throws(() => decode(part), undefined, `${name} cut at ${length}`);
        if (!(error instanceof TlError)) t.fail(`${name} cut at ${length}: ${String(error)}`);
      }
    }
  }
});

test("damaged objects end in a value or a TlError", (t) => {
  const random = randomSource(99);
  const values = new RandomValues(facts, random);
  const constructors = facts.entries.filter(({ kind, service, type }) => kind === "constructor" && !service && type !== "");
  let refused = 0;
  for (let round = 0; round < 6000; round++) {
    const entry = constructors[random(constructors.length)];
    if (entry === undefined) continue;
    const bytes = new Uint8Array(encodeAny(values.object(entry, 3) as { _: string } as TlRequest));
    for (let flips = 1 + random(3); flips > 0; flips--) bytes[random(bytes.length)] = random(256);
    try {
      decode(bytes);
    } catch (error) {
      if (!(error instanceof TlError)) t.fail(`${entry.name}: ${String(error)}`);
      refused++;
    }
  }
  t.true(refused > 1000);
});

test("random bytes behind a known id end in a value or a TlError", (t) => {
  const random = randomSource(5);
  for (const entry of facts.entries.filter(({ kind }) => kind === "constructor")) {
    const bytes = new Uint8Array(64).map(() => random(256));
    new DataView(bytes.buffer).setInt32(0, entry.id | 0, true);
    try {
      decode(bytes);
    } catch (error) {
      if (!(error instanceof TlError)) t.fail(`${entry.name}: ${String(error)}`);
    }
  }
  t.pass();
});

test("nesting without end is a TlError", (t) => {
  const bold = facts.entries.find(({ name }) => name === "textBold");
  const bytes = Buffer.alloc(4 * 1_000_000);
  for (let i = 0; i < bytes.length; i += 4) bytes.writeInt32LE((bold?.id ?? 0) | 0, i);
  t.throws(() => decode(bytes), { instanceOf: TlError, message: /nested too deep/ });
});

const dc = { _: "nearestDc", country: "DE", thisDc: 2, nearestDc: 4 } as const;

test("gzip_packed is read where an object, a Bool or a vector is expected", (t) => {
  t.deepEqual(decodeResult("help.getNearestDc", gzipPacked(encode(dc))), dc);
  t.deepEqual(decode(gzipPacked(encode(dc))), dc);
  t.deepEqual(decodeResult("help.getNearestDc", gzipPacked(gzipPacked(encode(dc)))), dc);
  t.is(decodeResult("auth.resetAuthorizations", gzipPacked(Buffer.from(word(0x997275b5), "hex"))), true);
  t.deepEqual(decodeResult("contacts.getContactIDs", gzipPacked(Buffer.from(VECTOR + word(2) + word(7) + word(8), "hex"))), [7, 8]);
});

test("gzip_packed is read inside an object, and what follows it too", (t) => {
  const user = gzipPacked(encode({ _: "userEmpty", id: 5 }));
  const users = Buffer.concat([Buffer.from(VECTOR + word(2), "hex"), user, encode({ _: "userEmpty", id: 6 })]);
  t.deepEqual(decodeResult("users.getUsers", users), [
    { _: "userEmpty", id: 5 },
    { _: "userEmpty", id: 6 },
  ]);
});

test("gzip_packed three deep is a TlError", (t) => {
  t.throws(() => decode(gzipPacked(gzipPacked(gzipPacked(encode(dc))))), { instanceOf: TlError, message: /nested too deep/ });
});

test("gzip_packed that is no gzip, or holds a cut or unknown object, is a TlError", (t) => {
  const packed = gzipPacked(encode(dc));
  packed[5] = (packed[5] ?? 0) ^ 0xff;
  t.throws(() => decode(packed), { instanceOf: TlError, message: /does not inflate/ });
  t.throws(() => decode(gzipPacked(encode(dc).subarray(0, 12))), { instanceOf: TlError, message: /inside gzip_packed is cut/ });
  t.throws(() => decode(gzipPacked(Buffer.from("efbeadde", "hex"))), { instanceOf: TlError, message: /0xdeadbeef at byte 0 inside gzip_packed/ });
});

test("gzip_packed that inflates beyond 16 MiB, alone or together, is a TlError", (t) => {
  t.throws(() => decode(gzipPacked(Buffer.alloc(17 * 1024 * 1024))), { instanceOf: TlError, message: /more than 16 MiB/ });
  const big = gzipPacked(Buffer.from(encode({ _: "error", code: 1, text: "x".repeat(9 * 1024 * 1024) })));
  t.notThrows(() => decode(big));
  const two = Buffer.concat([Buffer.from(VECTOR + word(2), "hex"), big, big]);
  t.throws(() => decode(two), { instanceOf: TlError, message: /more than 16 MiB/ });
});

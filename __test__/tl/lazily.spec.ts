import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import test from "ava";
import { TlError } from "../../ts/errors/TlError.js";
import { decodeResult, decodeResultLazily, encode, LazyList } from "../../ts/tl/index.js";
import type { TlMethod, TlObject } from "../../ts/tl/index.js";
import { generatedFacts } from "./generator.js";
import { PlainEncoder } from "./plainEncoder.js";
import { RandomValues, randomSource } from "./randomValue.js";

const SEED = 2611;
const facts = generatedFacts();
const user = (id: number): TlObject => ({ _: "user", id, firstName: `Ada ${id}`, usernames: [{ _: "username", username: `ada${id}` }] });
const history = (): TlObject => ({
  _: "messages.messages",
  messages: [1, 2, 3].map((id) => ({ _: "message", id, peerId: { _: "peerUser", userId: 7 }, date: 1, message: `text ${id}`, entities: [{ _: "messageEntityBold", offset: 0, length: 4 }] })),
  topics: [],
  chats: [{ _: "chatEmpty", id: 5 }],
  users: [user(7) as { _: "userEmpty"; id: number }],
});

/** The same with all lists read. */
function readAll(value: unknown): unknown {
  if (value instanceof LazyList) return value.toJSON();
  if (Array.isArray(value) || ArrayBuffer.isView(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, readAll(field)]));
}

/** A random answer of every constructor to every method that answers with an object. */
function* answers(): Generator<[method: TlMethod, bytes: Buffer]> {
  const random = randomSource(SEED);
  const values = new RandomValues(facts, random, 1);
  const plain = new PlainEncoder(facts);
  for (const { name, kind, result } of facts.entries) {
    // Without a namespace are the session's own calls and the wrappers.
    if (kind !== "method" || !name.includes(".") || result.is !== "union") continue;
    for (const entry of facts.types.get(result.type) ?? []) {
      yield [name as TlMethod, plain.object(values.object(entry, 4))];
    }
  }
}

test(`every answer is the same as when it is read at once (seed ${SEED})`, (t) => {
  let lists = 0;
  for (const [method, bytes] of answers()) {
    const lazily: unknown = decodeResultLazily(method, bytes);
    if (Object.values(lazily ?? {}).some((field) => field instanceof LazyList)) lists++;
    if (!isDeepStrictEqual(readAll(lazily), decodeResult(method, bytes))) t.fail(`the answer to ${method} is read otherwise`);
  }
  t.true(lists > 300, `${lists} answers with lists`);
});

test("elements are read when they are asked for, each once", (t) => {
  const answer = decodeResultLazily("messages.getHistory", encode(history()));
  if (answer._ !== "messages.messages") return t.fail(answer._);
  t.is(answer.messages.length, 3);
  const second = answer.messages.at(1);
  t.like(second, { _: "message", id: 2, message: "text 2" });
  t.is(answer.messages.at(-2), second);
  t.is([...answer.messages][1], second);
  t.is(answer.messages.at(3), undefined);
  t.is(answer.messages.at(-4), undefined);
  t.is(answer.messages.at(Number.NaN), undefined);
  t.deepEqual(JSON.parse(JSON.stringify(answer.chats)), [{ _: "chatEmpty", id: 5 }]);
  t.deepEqual(answer.topics, []);
});

test("an answer that is a list itself is read lazily, too", (t) => {
  const bytes = Buffer.concat([Buffer.from("15c4b51c02000000", "hex"), encode(user(1)), encode(user(2))]);
  const users = decodeResultLazily("users.getUsers", bytes);
  t.true(users instanceof LazyList);
  t.like(users.at(1), { firstName: "Ada 2" });
});

test("gzip_packed is looked into, around the answer and in place of an element", (t) => {
  const packed = (content: Uint8Array): Buffer => {
    // The bytes of a call's last field are a TL string; the packed object is that string behind another id.
    const call = Buffer.from(encode({ _: "upload.saveFilePart", fileId: 0n, filePart: 0, bytes: gzipSync(content) }));
    return Buffer.concat([Buffer.from("a1cf7230", "hex"), call.subarray(16)]);
  };
  const eager = decodeResult("messages.getHistory", encode(history()));
  t.deepEqual(readAll(decodeResultLazily("messages.getHistory", packed(encode(history())))), eager);
  const users = decodeResultLazily("users.getUsers", Buffer.concat([Buffer.from("15c4b51c02000000", "hex"), packed(encode(user(1))), encode(user(2))]));
  t.like(users.at(0), { firstName: "Ada 1" });
  t.like(users.at(1), { firstName: "Ada 2" });
});

test("an answer that is cut anywhere is a TlError, as when it is read at once", (t) => {
  const bytes = encode(history());
  for (let length = 0; length < bytes.length; length++) {
    t.throws(() => decodeResultLazily("messages.getHistory", bytes.subarray(0, length)), { instanceOf: TlError }, `${length} bytes`);
  }
});

test(`whatever the bytes are, nothing but a TlError comes of it (seed ${SEED})`, (t) => {
  const random = randomSource(SEED);
  const whole = Buffer.from(encode(history()));
  let refused = 0;
  for (let round = 0; round < 3000; round++) {
    const bytes = Buffer.from(whole);
    for (let flips = random(3); flips >= 0; flips--) bytes[random(bytes.length)] = random(256);
    try {
      readAll(decodeResultLazily("messages.getHistory", bytes));
    } catch (error) {
      if (!(error instanceof TlError)) throw error;
      refused++;
    }
  }
  t.true(refused > 300, `${refused} refused`);
});

test("an unknown constructor inside an element is found at once and named", (t) => {
  const bytes = Buffer.from(encode(history()));
  bytes.writeUInt32LE(0xdeadbeef, bytes.indexOf(encode({ _: "peerUser", userId: 7 })));
  t.throws(() => decodeResultLazily("messages.getHistory", bytes), { instanceOf: TlError, message: /unknown constructor 0xdeadbeef at byte \d+ where Peer is expected/ });
});

test("wrong arguments are TypeErrors that name them", (t) => {
  // @ts-expect-error no such method
  t.throws(() => decodeResultLazily("no.such", encode(history())), { instanceOf: TypeError, message: /method/ });
  // @ts-expect-error no bytes
  t.throws(() => decodeResultLazily("messages.getHistory", "text"), { instanceOf: TypeError, message: /bytes/ });
});

import { randomBytes } from "node:crypto";
import test from "ava";
import { createCtr, igeDecrypt, igeEncrypt } from "../../ts/crypto/index.js";
import { openMessage, sealMessage } from "../../ts/crypto/message.js";
import { resultMemory } from "../../ts/crypto/ResultMemory.js";

const HEADER = { salt: 1n, sessionId: 2n, msgId: 4n, seqNo: 1 };

test("a result stays as it is when others are made after it", (t) => {
  const [key, iv, authKey] = [randomBytes(32), randomBytes(32), randomBytes(256)];
  const bodies = Array.from({ length: 300 }, (_, index) => randomBytes(16 * (index % 70)));
  const stream = createCtr(key, iv.subarray(16));
  const results = bodies.map((body) => {
    const packet = sealMessage(authKey, true, HEADER, body);
    return { body, encrypted: igeEncrypt(body, key, iv), streamed: stream.process(body), packet, opened: openMessage(authKey, true, packet) };
  });
  const back = createCtr(key, iv.subarray(16));
  for (const { body, encrypted, streamed, packet, opened } of results) {
    t.deepEqual(igeDecrypt(encrypted, key, iv), body);
    t.deepEqual(back.process(streamed), body);
    t.deepEqual(opened.body, body);
    t.is(opened.msgId, HEADER.msgId);
    t.deepEqual(openMessage(authKey, true, packet).body, body);
  }
});

test("what the addon has refused takes no memory", (t) => {
  const [key, iv, authKey] = [randomBytes(32), randomBytes(32), randomBytes(256)];
  const before = resultMemory(16);
  const free = before.free;
  t.throws(() => igeEncrypt(randomBytes(32), key, iv.subarray(1)), { instanceOf: RangeError });
  t.throws(() => openMessage(authKey, true, randomBytes(100)), { code: "ERR_AUTH_KEY_ID" });
  t.is(resultMemory(16), before);
  t.is(before.free, free);
});

test("a long result has memory of its own, and no small one lies in it", (t) => {
  const [key, iv] = [randomBytes(32), randomBytes(32)];
  const long = igeEncrypt(Buffer.alloc(16_400), key, iv);
  t.is(long.buffer.byteLength, 16_400);
  const small = igeEncrypt(Buffer.alloc(16), key, iv);
  t.not(small.buffer, long.buffer);
  t.is(small.buffer.byteLength, 65_536);
});

test("the memory of results cannot be given to another thread", (t) => {
  const result = igeEncrypt(Buffer.alloc(16), randomBytes(32), randomBytes(32));
  // Node 20 copies it instead, newer ones refuse.
  try {
    structuredClone(result, { transfer: [result.buffer as ArrayBuffer] });
  } catch (error) {
    t.is((error as Error).name, "DataCloneError");
  }
  t.is(result.byteLength, 16);
});

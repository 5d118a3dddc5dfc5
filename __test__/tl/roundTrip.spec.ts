import { inspect, isDeepStrictEqual } from "node:util";
import test from "ava";
import { decode, decodeResult, encode } from "../../ts/tl/index.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { decodeRequest, encodeAny } from "../../ts/tl/server.js";
import { generatedFacts } from "./generator.js";
import { PlainEncoder } from "./plainEncoder.js";
import { RandomValues, randomSource, type AnyObject } from "./randomValue.js";

const SEED = 20260;
const ROUNDS = 6;
const facts = generatedFacts();
const values = new RandomValues(facts, randomSource(SEED));
const plain = new PlainEncoder(facts);

/** The generated types cannot describe an object made at random. */
function asRequest(object: AnyObject): TlRequest {
  return object as { _: string } as TlRequest;
}

function isService(object: AnyObject): boolean {
  return serviceNames.has(object._);
}

/** Definitions of mtproto.tl: those that the client's own readers do not know. */
const serviceNames = new Set(
  facts.entries
    .filter(({ name }) => /^(bad_|bind_auth|client_DH|destroy_|dh_gen|future_salt|get_future|http_wait|msg_|msgs_|new_session|p_q_|ping|pong|req_|resPQ|rpc_|server_DH|set_client|tls|accessPointRule|help\.configSimple|ipPort)/.test(name))
    .map(({ name }) => name),
);

test(`every constructor is written and read back unchanged (seed ${SEED})`, (t) => {
  let count = 0;
  for (const entry of facts.entries.filter(({ kind }) => kind === "constructor")) {
    for (let round = 0; round < ROUNDS; round++) {
      const object = values.object(entry, round);
      const expected = plain.object(object);
      const bytes = encodeAny(asRequest(object));
      if (!expected.equals(bytes)) t.fail(`${entry.name} is written otherwise`);
      const readBack: (bytes: Uint8Array) => unknown = isService(object) ? decodeRequest : decode;
      const read = readBack(bytes);
      if (!isDeepStrictEqual(read, object)) t.fail(`${entry.name} is read otherwise: ${inspect(read)}`);
      count++;
    }
  }
  t.true(count > 1700 * ROUNDS);
});

test(`every method is written and read back unchanged (seed ${SEED})`, (t) => {
  let count = 0;
  for (const entry of facts.entries.filter(({ kind }) => kind === "method")) {
    for (let round = 0; round < ROUNDS; round++) {
      const object = values.object(entry, round);
      const expected = plain.object(object);
      if (!expected.equals(encode(asRequest(object)))) t.fail(`${entry.name} is written otherwise`);
      const read = decodeRequest(expected);
      if (!isDeepStrictEqual(read, object)) t.fail(`${entry.name} is read otherwise: ${inspect(read)}`);
      count++;
    }
  }
  t.true(count > 850 * ROUNDS);
});

test(`every method's result is read by the method's name (seed ${SEED})`, (t) => {
  let count = 0;
  for (const entry of facts.entries.filter(({ kind, name, result }) => kind === "method" && result.is !== "query" && !serviceNames.has(name))) {
    const value = values.value(entry.result, 3);
    const read = decodeResult(entry.name, plain.value(entry.result, value));
    if (!isDeepStrictEqual(read, value)) t.deepEqual(read, value, entry.name);
    count++;
  }
  t.true(count > 830);
});

test("the client's writers and the complete ones write the same bytes", (t) => {
  for (const entry of facts.entries) {
    const object = asRequest(values.object(entry, 2));
    if (!isDeepStrictEqual(Buffer.from(encode(object)), Buffer.from(encodeAny(object)))) t.fail(entry.name);
  }
  t.pass();
});

test("a result is read from any address", (t) => {
  const bytes = encode({ _: "inputPeerUser", userId: 5, accessHash: 7n });
  for (const shift of [0, 1, 2, 3]) {
    const moved = Buffer.alloc(bytes.length + shift);
    moved.set(bytes, shift);
    t.deepEqual(decode(moved, shift), { _: "inputPeerUser", userId: 5, accessHash: 7n });
    t.deepEqual(decode(moved.subarray(shift)), { _: "inputPeerUser", userId: 5, accessHash: 7n });
  }
});

test("bytes that were handed out are never written again", (t) => {
  const first = encode({ _: "upload.saveFilePart", fileId: 1n, filePart: 0, bytes: new Uint8Array(100).fill(1) });
  const copy = Buffer.from(first);
  for (let i = 0; i < 2000; i++) encode({ _: "upload.saveFilePart", fileId: 2n, filePart: i, bytes: new Uint8Array(i).fill(2) });
  t.true(copy.equals(first));
});

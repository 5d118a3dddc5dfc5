import { createHash, randomBytes, randomInt } from "node:crypto";

import test from "ava";

import { igeDecrypt, igeEncrypt } from "../../ts/crypto/index.js";
import { openMessage, sealMessage, type OpenedMessage } from "../../ts/crypto/message.js";
import { hex, vectors } from "./vectors.js";

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
  readonly direction: "client_to_server" | "server_to_client";
  readonly auth_key: string;
  readonly msg_key: string;
  readonly aes_key: string;
  readonly aes_iv: string;
  readonly packet: string;
  readonly salt: string;
  readonly session_id: string;
  readonly expected_session_id: string;
  readonly msg_id: string;
  readonly seq_no: number;
  readonly body: string;
  readonly also_accept_trailing_bytes_after_last_block: string;
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();

/** Key and iv of a message, by the rules of MTProto 2.0 (spec/mtproto.md §4.2). */
function keys(authKey: Buffer, msgKey: Buffer, fromServer: boolean): { key: Buffer; iv: Buffer } {
  const x = fromServer ? 8 : 0;
  const a = sha256(msgKey, authKey.subarray(x, x + 36));
  const b = sha256(authKey.subarray(40 + x, 76 + x), msgKey);
  return {
    key: Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]),
    iv: Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]),
  };
}

/** A packet around any plaintext at all, sealed by the reference above. */
function forge(authKey: Buffer, fromServer: boolean, plaintext: Buffer): Buffer {
  const x = fromServer ? 8 : 0;
  const msgKey = sha256(authKey.subarray(88 + x, 120 + x), plaintext).subarray(8, 24);
  const { key, iv } = keys(authKey, msgKey, fromServer);
  const id = createHash("sha1").update(authKey).digest().subarray(12);
  return Buffer.concat([id, msgKey, igeEncrypt(plaintext, key, iv)]);
}

const HEADER = { salt: -1n, sessionId: 2n ** 63n - 1n, msgId: -(2n ** 63n), seqNo: -(2 ** 31) };

/** What getters tell, as an object of its own. */
function contentOf({ salt, sessionId, msgId, seqNo, body }: OpenedMessage): object {
  return { salt, sessionId, msgId, seqNo, body };
}

function plaintextOf(body: Buffer, padding: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(32);
  head.writeBigInt64LE(HEADER.salt, 0);
  head.writeBigInt64LE(HEADER.sessionId, 8);
  head.writeBigInt64LE(HEADER.msgId, 16);
  head.writeInt32LE(HEADER.seqNo, 24);
  head.writeInt32LE(length, 28);
  return Buffer.concat([head, body, padding]);
}

for (const vector of vectors<Case>("kdf").filter(({ kind, version }) => kind === "kdf" && version === 2)) {
  test(`the reference of this test derives the known key: ${vector.name}, ${vector.direction}`, (t) => {
    const { key, iv } = keys(hex(vector.auth_key), hex(vector.msg_key), vector.direction === "server_to_client");
    t.is(key.toString("hex"), vector.aes_key);
    t.is(iv.toString("hex"), vector.aes_iv);
  });
}

for (const vector of vectors<Case>("kdf").filter(({ kind }) => kind === "message_v2_reject")) {
  test(`a packet that others reject does not open, or not for its session: ${vector.name}`, (t) => {
    const expected = hex(vector.expected_session_id).readBigInt64LE();
    try {
      const opened = openMessage(hex(vector.auth_key), vector.direction === "server_to_client", hex(vector.packet));
      t.not(opened.sessionId, expected);
    } catch (error) {
      t.regex(String((error as { code?: string }).code), /^ERR_(MSG_KEY|AUTH_KEY_ID)$/);
    }
  });
}

for (const fromServer of [false, true]) {
  const sender = fromServer ? "server" : "client";

  test(`what the ${sender} seals opens by the reference, with padding of 12 to 1024 bytes`, (t) => {
    for (const length of [0, 4, 8, 12, 16, 100, 1024, 65536]) {
      const [authKey, body] = [randomBytes(256), randomBytes(length)];
      const packet = sealMessage(authKey, fromServer, HEADER, body);
      const { key, iv } = keys(authKey, packet.subarray(8, 24), fromServer);
      const plaintext = igeDecrypt(packet.subarray(24), key, iv);
      const padding = plaintext.length - 32 - length;
      t.true(padding >= 12 && padding <= 1024);
      t.true(plaintextOf(body, plaintext.subarray(32 + length)).equals(plaintext));
      t.true(forge(authKey, fromServer, plaintext).equals(packet));
    }
  });

  test(`what the ${sender} seals opens for the other side alone`, (t) => {
    const authKey = randomBytes(256);
    const body = randomBytes(randomInt(0, 500) * 4);
    const packet = sealMessage(authKey, fromServer, HEADER, body);
    const before = Buffer.from(packet);
    t.deepEqual(contentOf(openMessage(authKey, fromServer, packet)), { ...HEADER, body });
    t.true(before.equals(packet));
    t.throws(() => openMessage(authKey, !fromServer, packet), { code: "ERR_MSG_KEY" });
    t.throws(() => openMessage(randomBytes(256), fromServer, packet), { code: "ERR_AUTH_KEY_ID" });
  });
}

test("the known server packet opens, also with transport padding behind it", (t) => {
  const vector = vectors<Case>("kdf").find(({ kind, name }) => kind === "message_v2" && name === "full server packet");
  if (vector === undefined) return t.fail("kdf.json has changed");
  for (const trailing of ["", vector.also_accept_trailing_bytes_after_last_block]) {
    t.deepEqual(contentOf(openMessage(hex(vector.auth_key), true, hex(vector.packet + trailing))), {
      salt: hex(vector.salt).readBigInt64LE(),
      sessionId: hex(vector.session_id).readBigInt64LE(),
      msgId: hex(vector.msg_id).readBigInt64LE(),
      seqNo: vector.seq_no,
      body: hex(vector.body),
    });
  }
});

test("a packet with any bit changed does not open", (t) => {
  const authKey = randomBytes(256);
  const packet = sealMessage(authKey, true, HEADER, randomBytes(64));
  for (let at = 0; at < packet.length; at++) {
    const changed = Buffer.from(packet);
    changed.writeUInt8((packet[at] ?? 0) ^ (1 << (at % 8)), at);
    t.throws(() => openMessage(authKey, true, changed), { code: at < 8 ? "ERR_AUTH_KEY_ID" : "ERR_MSG_KEY" });
  }
});

test("a packet cut anywhere does not open", (t) => {
  const authKey = randomBytes(256);
  const packet = sealMessage(authKey, true, HEADER, randomBytes(64));
  for (let length = 0; length < packet.length; length++) {
    t.throws(() => openMessage(authKey, true, packet.subarray(0, length)), { code: "ERR_MSG_KEY" }, `${length}`);
  }
});

const body = Buffer.alloc(16, 7);
const FORGED: readonly (readonly [what: string, plaintext: Buffer])[] = [
  ["a length above the data", plaintextOf(body, Buffer.alloc(16), 64)],
  ["a negative length", plaintextOf(body, Buffer.alloc(16), -16)],
  ["the least number as length", plaintextOf(body, Buffer.alloc(16), -(2 ** 31))],
  ["a length that is no multiple of 4", plaintextOf(body, Buffer.alloc(16), 14)],
  ["no padding", plaintextOf(body, Buffer.alloc(0))],
  ["less than 12 bytes of padding", plaintextOf(Buffer.alloc(24), Buffer.alloc(8))],
  ["more than 1024 bytes of padding", plaintextOf(body, Buffer.alloc(1040))],
  ["nothing in it", Buffer.alloc(0)],
];
for (const [what, plaintext] of FORGED) {
  test(`an authentic packet with ${what} does not open`, (t) => {
    const authKey = randomBytes(256);
    t.throws(() => openMessage(authKey, true, forge(authKey, true, plaintext)), { code: "ERR_MSG_KEY" });
  });
}

test("what cannot be sealed is refused by its name", (t) => {
  const key = randomBytes(256);
  t.throws(() => sealMessage(key.subarray(1), false, HEADER, body), { instanceOf: RangeError, message: /^authKey / });
  t.throws(() => sealMessage(key, false, { ...HEADER, salt: 2n ** 63n }, body), { instanceOf: RangeError, message: /^salt / });
  t.throws(() => sealMessage(key, false, { ...HEADER, msgId: 5 as unknown as bigint }, body), { instanceOf: TypeError, message: /^msgId / });
  t.throws(() => sealMessage(key, false, { ...HEADER, seqNo: 2 ** 31 }, body), { instanceOf: RangeError, message: /^seqNo / });
  t.throws(() => sealMessage(key, false, { ...HEADER, seqNo: 0.5 }, body), { instanceOf: RangeError, message: /^seqNo / });
  t.throws(() => sealMessage(key, false, HEADER, body.subarray(1)), { instanceOf: RangeError, message: /^body / });
});

import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { ByteLayer } from "./ByteLayer.js";
import { ByteQueue } from "./ByteQueue.js";
import { FramingError } from "./FrameCodec.js";
import type { ProxySecret } from "./ProxySecret.js";

/** The answer to a fake-TLS hello and the layer that carries everything after it. */
export interface FakeTlsStart {
  readonly reply: Buffer;
  readonly layer: ByteLayer;
}

/** Remembers the digests seen, so that a recorded hello opens nothing a second time. */
export type SeenDigests = Set<string>;

/** Length of the hello record with its header, once known; null when more bytes are needed. */
export function helloLength(input: ByteQueue): number | null {
  const header = input.peek(RECORD_HEADER);
  return header && RECORD_HEADER + header.readUInt16BE(3);
}

/**
 * Checks a ClientHello record against the secret and makes the server's three records (spec §6.6).
 * @throws {FramingError} when the digest, its time or its freshness is wrong: a real proxy would now
 *   pretend to be the web server of the domain.
 */
export function startFakeTls(hello: Buffer, secret: ProxySecret, nowSec: number, seen: SeenDigests): FakeTlsStart {
  if (hello.length < RANDOM_END || hello.readUInt8(0) !== HANDSHAKE) {
    throw new FramingError("not a TLS hello");
  }
  const digest = Buffer.from(hello.subarray(RANDOM_START, RANDOM_END));
  const blank = Buffer.from(hello);
  blank.fill(0, RANDOM_START, RANDOM_END);
  const expected = createHmac("sha256", secret.key).update(blank).digest();
  if (!timingSafeEqual(expected.subarray(0, 28), digest.subarray(0, 28))) {
    throw new FramingError("a TLS hello under another secret");
  }
  const skewSec = nowSec - ((digest.readUInt32LE(28) ^ expected.readUInt32LE(28)) >>> 0);
  if (skewSec > MOST_LATE_SEC || skewSec < -MOST_EARLY_SEC) throw new FramingError("a TLS hello of another time");
  const text = digest.toString("hex");
  if (seen.has(text)) throw new FramingError("a TLS hello seen before");
  seen.add(text);
  return { reply: serverRecords(hello, digest, secret), layer: recordLayer() };
}

function serverRecords(hello: Buffer, clientRandom: Buffer, secret: ProxySecret): Buffer {
  const sessionId = hello.subarray(RANDOM_END + 1, RANDOM_END + 1 + hello.readUInt8(RANDOM_END));
  const keyShare = Buffer.concat([Buffer.from("00330024001d0020", "hex"), randomBytes(32)]);
  const extensions = Buffer.concat([keyShare, Buffer.from("002b00020304", "hex")]);
  const body = Buffer.concat([
    Buffer.from("0303", "hex"),
    Buffer.alloc(32),
    Buffer.of(sessionId.length),
    sessionId,
    Buffer.from("130100", "hex"),
    uint16(extensions.length),
    extensions,
  ]);
  const serverHello = Buffer.concat([Buffer.of(2, 0), uint16(body.length), body]);
  const records = Buffer.concat([
    record(HANDSHAKE, serverHello),
    CHANGE_CIPHER,
    record(APPLICATION_DATA, randomBytes(randomInt(1024, 4096))),
  ]);
  const digest = createHmac("sha256", secret.key).update(clientRandom).update(records).digest();
  digest.copy(records, RANDOM_START);
  return records;
}

/** Application-data records in both directions; record boundaries mean nothing. */
function recordLayer(): ByteLayer {
  const input = new ByteQueue();
  return {
    unwrap(chunk) {
      input.push(chunk);
      const inside: Buffer[] = [];
      for (;;) {
        const header = input.peek(RECORD_HEADER);
        if (header === null) break;
        const type = header.readUInt8(0);
        if (type !== APPLICATION_DATA && type !== CHANGE_CIPHER[0]) throw new FramingError(`a TLS record of type ${type}`);
        const whole = input.take(RECORD_HEADER + header.readUInt16BE(3));
        if (whole === null) break;
        if (type === APPLICATION_DATA) inside.push(whole.subarray(RECORD_HEADER));
      }
      return Buffer.concat(inside);
    },
    wrap(bytes) {
      const records: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += LONGEST_RECORD) {
        records.push(record(APPLICATION_DATA, bytes.subarray(at, at + LONGEST_RECORD)));
      }
      return Buffer.concat(records);
    },
  };
}

function record(type: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(type, 3, 3), uint16(content.length), content]);
}

function uint16(value: number): Buffer {
  return Buffer.of(value >>> 8, value & 255);
}

const HANDSHAKE = 0x16;
const APPLICATION_DATA = 0x17;
const CHANGE_CIPHER = Buffer.from("140303000101", "hex");
const RECORD_HEADER = 5;
/** Where the 32 random bytes of either hello stand in its record. */
const RANDOM_START = 11;
const RANDOM_END = 43;
const LONGEST_RECORD = 16 * 1024;
/** The window of one well-known proxy (§6.6). */
const MOST_LATE_SEC = 20 * 60;
const MOST_EARLY_SEC = 10 * 60;

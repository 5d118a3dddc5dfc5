import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { igeDecrypt, igeEncrypt } from "../../crypto/index.js";

/** The parts of a packet's plaintext (spec/mtproto.md §4.1). Longs are unsigned. */
export interface MessageHeader {
  readonly salt: bigint;
  readonly sessionId: bigint;
  readonly msgId: bigint;
  readonly seqNo: number;
}

/** A packet that passed every check of form. `body` is a view of the decrypted bytes. */
export interface OpenedMessage extends MessageHeader {
  readonly body: Buffer;
  /** Token that acknowledges this packet at once, if the client asked for one (§6.9). */
  readonly quickAckToken: number;
}

/** Encrypts one message from the server (x = 8) with 12 to 27 bytes of padding; `least` is other than 12 for faults. */
export function sealMessage(key: AuthKeyBytes, header: MessageHeader, body: Uint8Array, least = LEAST_PADDING): Buffer {
  const padding = least + (-(HEADER_LENGTH + body.length + least) & 15);
  const plain = Buffer.allocUnsafe(HEADER_LENGTH + body.length + padding);
  plain.writeBigUInt64LE(header.salt, 0);
  plain.writeBigUInt64LE(header.sessionId, 8);
  plain.writeBigUInt64LE(header.msgId, 16);
  plain.writeUInt32LE(header.seqNo, 24);
  plain.writeUInt32LE(body.length, 28);
  plain.set(body, HEADER_LENGTH);
  randomBytes(padding).copy(plain, HEADER_LENGTH + body.length);
  const msgKey = sha256(key.bytes.subarray(96, 128), plain).subarray(8, 24);
  const { aesKey, aesIv } = deriveKeys(key.bytes, msgKey, 8);
  const id = Buffer.allocUnsafe(8);
  id.writeBigUInt64LE(key.id);
  return Buffer.concat([id, msgKey, igeEncrypt(plain, aesKey, aesIv)]);
}

/**
 * Decrypts a packet from a client (x = 0). Gives null for anything wrong with it: a client must not
 * learn which check failed. `packet` starts at `auth_key_id`; up to 15 bytes after the last whole
 * block are taken as padding of the transport.
 */
export function openMessage(key: AuthKeyBytes, packet: Buffer): OpenedMessage | null {
  const encrypted = packet.subarray(24, 24 + ((packet.length - 24) & ~15));
  if (encrypted.length < HEADER_LENGTH + 16) return null;
  const msgKey = packet.subarray(8, 24);
  const { aesKey, aesIv } = deriveKeys(key.bytes, msgKey, 0);
  const plain = asBuffer(igeDecrypt(encrypted, aesKey, aesIv));
  const large = sha256(key.bytes.subarray(88, 120), plain);
  if (!timingSafeEqual(large.subarray(8, 24), msgKey)) return null;
  const length = plain.readUInt32LE(28);
  const padding = plain.length - HEADER_LENGTH - length;
  if (length % 4 !== 0 || padding < 12 || padding > 1024) return null;
  return {
    salt: plain.readBigUInt64LE(0),
    sessionId: plain.readBigUInt64LE(8),
    msgId: plain.readBigUInt64LE(16),
    seqNo: plain.readInt32LE(24),
    body: plain.subarray(HEADER_LENGTH, HEADER_LENGTH + length),
    quickAckToken: (large.readUInt32LE(0) | 0x80000000) >>> 0,
  };
}

/**
 * Decrypts the MTProto 1.0 message inside `auth.bindTempAuthKey` (§4.4, x = 0). `encrypted` starts
 * at `auth_key_id`. Gives the plaintext without padding, or null.
 */
export function openBindingMessage(key: AuthKeyBytes, encrypted: Uint8Array): Buffer | null {
  const packet = asBuffer(encrypted);
  if (packet.length < 24 + 48 || (packet.length - 24) % 16 !== 0) return null;
  if (packet.readBigUInt64LE(0) !== key.id) return null;
  const msgKey = packet.subarray(8, 24);
  const k = key.bytes;
  const a = sha1(msgKey, k.subarray(0, 32));
  const b = sha1(k.subarray(32, 48), msgKey, k.subarray(48, 64));
  const c = sha1(k.subarray(64, 96), msgKey);
  const d = sha1(msgKey, k.subarray(96, 128));
  const aesKey = Buffer.concat([a.subarray(0, 8), b.subarray(8, 20), c.subarray(4, 16)]);
  const aesIv = Buffer.concat([a.subarray(8, 20), b.subarray(0, 8), c.subarray(16, 20), d.subarray(0, 8)]);
  const plain = asBuffer(igeDecrypt(packet.subarray(24), aesKey, aesIv));
  const end = HEADER_LENGTH + plain.readUInt32LE(28);
  if (end > plain.length || plain.length - end > 15) return null;
  if (!timingSafeEqual(sha1(plain.subarray(0, end)).subarray(4, 20), msgKey)) return null;
  return plain.subarray(0, end);
}

/** What the cipher needs of an auth key. */
interface AuthKeyBytes {
  readonly id: bigint;
  readonly bytes: Buffer;
}

const HEADER_LENGTH = 32;
const LEAST_PADDING = 12;

function deriveKeys(key: Buffer, msgKey: Buffer, x: 0 | 8): { aesKey: Buffer; aesIv: Buffer } {
  const a = sha256(msgKey, key.subarray(x, x + 36));
  const b = sha256(key.subarray(40 + x, 76 + x), msgKey);
  return {
    aesKey: Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]),
    aesIv: Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]),
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function sha1(...parts: Buffer[]): Buffer {
  return digest("sha1", parts);
}

function sha256(...parts: Buffer[]): Buffer {
  return digest("sha256", parts);
}

function digest(algorithm: "sha1" | "sha256", parts: Buffer[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

import { igeDecrypt, sha1, sha256 } from "../../crypto/index.js";
import { TlParseError, TlReader } from "../session/TlReader.js";
import { EXCHANGE } from "./exchangeIds.js";

/** The content of any of the four `p_q_inner_data` constructors (spec/mtproto.md §3.4). */
export interface InnerData {
  readonly pq: Buffer;
  readonly p: Buffer;
  readonly q: Buffer;
  readonly nonce: Buffer;
  readonly serverNonce: Buffer;
  readonly newNonce: Buffer;
  /** DC id as sent, with its sign and its 10000; null when the constructor has none. */
  readonly dcId: number | null;
  /** Lifetime of a temporary key, seconds; null for a permanent one. */
  readonly expiresInSec: number | null;
}

/**
 * Reads the decrypted 256-byte block of `req_DH_params`: RSA_PAD (§3.5) or the layout that came
 * before it. Null when it is neither.
 */
export function openInnerData(block: Buffer): InnerData | null {
  return openPadded(block) ?? openLegacy(block);
}

function openPadded(block: Buffer): InnerData | null {
  const encrypted = block.subarray(32);
  const tempKey = xor(block.subarray(0, 32), sha256(encrypted));
  const plain = Buffer.from(igeDecrypt(encrypted, tempKey, Buffer.alloc(32)));
  const data = Buffer.from(plain.subarray(0, 192)).reverse();
  const hash = Buffer.from(sha256(Buffer.concat([tempKey, data])));
  return hash.equals(plain.subarray(192)) ? (parse(data)?.data ?? null) : null;
}

/** `SHA1(data) || data || random`, 255 bytes as a number, so with a zero in front. */
function openLegacy(block: Buffer): InnerData | null {
  if (block[0] !== 0) return null;
  const parsed = parse(block.subarray(21));
  if (parsed === null) return null;
  const hash = Buffer.from(sha1(block.subarray(21, 21 + parsed.length)));
  return hash.equals(block.subarray(1, 21)) ? parsed.data : null;
}

function parse(bytes: Buffer): { data: InnerData; length: number } | null {
  try {
    const reader = new TlReader(bytes);
    const variant = VARIANTS.get(reader.uint32());
    if (variant === undefined) return null;
    const data = {
      pq: reader.bytes(),
      p: reader.bytes(),
      q: reader.bytes(),
      nonce: reader.raw(16),
      serverNonce: reader.raw(16),
      newNonce: reader.raw(32),
      dcId: variant.hasDc ? reader.int32() : null,
      expiresInSec: variant.isTemporary ? reader.int32() : null,
    };
    return { data, length: reader.offset };
  } catch (error) {
    if (error instanceof TlParseError) return null;
    throw error;
  }
}

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));
}

const VARIANTS = new Map<number, { hasDc: boolean; isTemporary: boolean }>([
  [EXCHANGE.pqInnerData, { hasDc: false, isTemporary: false }],
  [EXCHANGE.pqInnerDataDc, { hasDc: true, isTemporary: false }],
  [EXCHANGE.pqInnerDataTemp, { hasDc: false, isTemporary: true }],
  [EXCHANGE.pqInnerDataTempDc, { hasDc: true, isTemporary: true }],
]);

import { randomBytes } from "node:crypto";
import { igeEncrypt, sha1 } from "../../crypto/index.js";
import { TlWriter } from "../session/TlWriter.js";
import { EXCHANGE } from "./exchangeIds.js";
import type { TemporaryAes } from "./temporaryAes.js";

/** The parts of `resPQ`, before they are written; faults change them. */
export interface ResPqParts {
  nonce: Buffer;
  serverNonce: Buffer;
  pq: Buffer;
  fingerprints: readonly bigint[];
}

/** The parts of `server_DH_params_ok` and of what it encrypts. */
export interface DhParamsParts {
  nonce: Buffer;
  serverNonce: Buffer;
  innerNonce: Buffer;
  innerServerNonce: Buffer;
  g: number;
  dhPrime: Buffer;
  gA: Buffer;
  serverTimeSec: number;
  /** What the SHA-1 in front of the inner object is XORed with: zero bytes. */
  hashMask: number;
  /** Bytes after the inner object beyond those that fill the last block. */
  extraPadding: number;
  /** Bytes cut off the end of what is sent. */
  cutBytes: number;
  /** Send `server_DH_params_fail` with this hash instead. */
  failHash: Buffer | null;
}

/** The parts of the last answer. */
export interface DhGenParts {
  nonce: Buffer;
  serverNonce: Buffer;
  outcome: "ok" | "retry" | "fail";
  /** `new_nonce_hash1`, `2` or `3`; a fault that changes the outcome sets the hash too. */
  hash: Buffer;
}

/** Writes `resPQ`. */
export function writeResPq(parts: ResPqParts): Buffer {
  return new TlWriter()
    .uint32(EXCHANGE.resPq)
    .raw(parts.nonce)
    .raw(parts.serverNonce)
    .bytes(parts.pq)
    .longs(parts.fingerprints)
    .finish();
}

/** Writes `server_DH_params_ok`, or `server_DH_params_fail` if a hash for it is given. */
export function writeDhParams(parts: DhParamsParts, aes: TemporaryAes): Buffer {
  const head = new TlWriter()
    .uint32(parts.failHash === null ? EXCHANGE.serverDhParamsOk : EXCHANGE.serverDhParamsFail)
    .raw(parts.nonce)
    .raw(parts.serverNonce);
  if (parts.failHash !== null) return head.raw(parts.failHash).finish();
  const inner = new TlWriter()
    .uint32(EXCHANGE.serverDhInnerData)
    .raw(parts.innerNonce)
    .raw(parts.innerServerNonce)
    .int32(parts.g)
    .bytes(parts.dhPrime)
    .bytes(parts.gA)
    .int32(parts.serverTimeSec)
    .finish();
  const hash = Buffer.from(sha1(inner)).map((byte) => byte ^ parts.hashMask);
  const padding = (-(hash.length + inner.length) & 15) + parts.extraPadding;
  const encrypted = igeEncrypt(Buffer.concat([hash, inner, randomBytes(padding)]), aes.key, aes.iv);
  return head.bytes(encrypted.subarray(0, encrypted.length - parts.cutBytes)).finish();
}

/** Writes `dh_gen_ok`, `dh_gen_retry` or `dh_gen_fail`. */
export function writeDhGen(parts: DhGenParts): Buffer {
  const ids = { ok: EXCHANGE.dhGenOk, retry: EXCHANGE.dhGenRetry, fail: EXCHANGE.dhGenFail };
  return new TlWriter()
    .uint32(ids[parts.outcome])
    .raw(parts.nonce)
    .raw(parts.serverNonce)
    .raw(parts.hash)
    .finish();
}

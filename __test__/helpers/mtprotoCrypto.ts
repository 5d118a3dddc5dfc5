// Cryptography for the tests' own MTProto client: nothing here is shared with the library, so that
// the two can judge each other. Speed does not matter.
import { createCipheriv, createDecipheriv, createHash, createPublicKey, randomBytes } from "node:crypto";

export function sha1(...parts: Uint8Array[]): Buffer {
  const hash = createHash("sha1");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** AES-256-IGE out of single ECB blocks. */
export function ige(data: Uint8Array, key: Uint8Array, iv: Uint8Array, isEncrypting: boolean): Buffer {
  const cipher = isEncrypting
    ? createCipheriv("aes-256-ecb", key, null).setAutoPadding(false)
    : createDecipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  const out = Buffer.alloc(data.length);
  let before: Buffer = Buffer.from(iv.subarray(isEncrypting ? 0 : 16, isEncrypting ? 16 : 32));
  let after: Buffer = Buffer.from(iv.subarray(isEncrypting ? 16 : 0, isEncrypting ? 32 : 16));
  for (let at = 0; at < data.length; at += 16) {
    const block = Buffer.from(data.subarray(at, at + 16));
    const result = xor(cipher.update(xor(block, before)), after);
    result.copy(out, at);
    before = result;
    after = block;
  }
  return out;
}

export function xor(a: Uint8Array, b: Uint8Array): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));
}

export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

/** Big-endian; `length` bytes, or as few as possible. */
export function toBytes(value: bigint, length?: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(length === undefined ? hex.length + (hex.length & 1) : 2 * length, "0"), "hex");
}

/** Pollard's rho with Floyd's cycle, enough for factors of 31 bits. */
export function factorize(pq: bigint): [bigint, bigint] {
  for (let constant = 1n; ; constant++) {
    let slow = 2n;
    let fast = 2n;
    let divisor = 1n;
    while (divisor === 1n) {
      let product = 1n;
      for (let step = 0; step < 128; step++) {
        slow = (slow * slow + constant) % pq;
        fast = (fast * fast + constant) % pq;
        fast = (fast * fast + constant) % pq;
        product = (product * (slow > fast ? slow - fast : fast - slow)) % pq;
      }
      divisor = gcd(product, pq);
    }
    if (divisor !== pq) return divisor < pq / divisor ? [divisor, pq / divisor] : [pq / divisor, divisor];
  }
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** Modulus and exponent of a PEM public key, with its fingerprint. */
export function readRsaKey(pem: string): { n: bigint; e: bigint; fingerprint: bigint } {
  const jwk = createPublicKey(pem).export({ format: "jwk" });
  const n = Buffer.from(jwk.n ?? "", "base64url");
  const e = Buffer.from(jwk.e ?? "", "base64url");
  const hash = sha1(Buffer.of(0xfe, 0, 1, 0), n, Buffer.of(e.length), e);
  return { n: toBigInt(n), e: toBigInt(e), fingerprint: hash.readBigUInt64LE(12) };
}

/** RSA_PAD of spec §3.5. */
export function rsaPad(data: Buffer, key: { n: bigint; e: bigint }): Buffer {
  const padded = Buffer.concat([data, randomBytes(192 - data.length)]);
  for (;;) {
    const tempKey = randomBytes(32);
    const hashed = Buffer.concat([Buffer.from(padded).reverse(), sha256(tempKey, padded)]);
    const encrypted = ige(hashed, tempKey, Buffer.alloc(32), true);
    const block = toBigInt(Buffer.concat([xor(tempKey, sha256(encrypted)), encrypted]));
    if (block < key.n) return toBytes(modPow(block, key.e, key.n), 256);
  }
}

/** The layout that came before RSA_PAD. */
export function rsaLegacy(data: Buffer, key: { n: bigint; e: bigint }): Buffer {
  const block = Buffer.concat([sha1(data), data, randomBytes(255 - 20 - data.length)]);
  return toBytes(modPow(toBigInt(block), key.e, key.n), 256);
}

/** Key and iv of MTProto 2.0; x = 0 from the client, 8 from the server. */
export function deriveV2(authKey: Buffer, msgKey: Buffer, x: number): { key: Buffer; iv: Buffer } {
  const a = sha256(msgKey, authKey.subarray(x, x + 36));
  const b = sha256(authKey.subarray(40 + x, 76 + x), msgKey);
  return {
    key: Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]),
    iv: Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]),
  };
}

/** Encrypts with MTProto 1.0 as `auth.bindTempAuthKey` wants it; `data` without padding. */
export function sealV1(authKey: Buffer, data: Buffer): Buffer {
  const msgKey = sha1(data).subarray(4, 20);
  const a = sha1(msgKey, authKey.subarray(0, 32));
  const b = sha1(authKey.subarray(32, 48), msgKey, authKey.subarray(48, 64));
  const c = sha1(authKey.subarray(64, 96), msgKey);
  const d = sha1(msgKey, authKey.subarray(96, 128));
  const key = Buffer.concat([a.subarray(0, 8), b.subarray(8, 20), c.subarray(4, 16)]);
  const iv = Buffer.concat([a.subarray(8, 20), b.subarray(0, 8), c.subarray(16, 20), d.subarray(0, 8)]);
  const padded = Buffer.concat([data, randomBytes(-data.length & 15)]);
  return Buffer.concat([sha1(authKey).subarray(12, 20), msgKey, ige(padded, key, iv, true)]);
}

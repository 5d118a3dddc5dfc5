import { createHash, pbkdf2Sync, randomBytes } from "node:crypto";

import type { TlObject } from "../../ts/testing/codec/index.js";

/** A client's side of two-step verification, on BigInt, for tests of the server's side. */

/** inputCheckPasswordSRP for an account.password. */
export function passwordProof(password: string, parameters: TlObject): TlObject {
  const { salt1, salt2, g, p } = algo(parameters["currentAlgo"] as TlObject);
  const prime = big(p);
  const generator = BigInt(g);
  const b = parameters["srpB"] as Uint8Array;
  const a = big(randomBytes(256));
  const aPublic = pad(power(generator, a, prime));
  const x = big(hashPassword(password, salt1, salt2));
  const k = big(sha256(p, pad(generator)));
  const u = big(sha256(aPublic, b));
  const t = (((big(b) - k * power(generator, x, prime)) % prime) + prime) % prime;
  const key = sha256(pad(power(t, a + u * x, prime)));
  const gHash = sha256(pad(generator));
  const mixed = sha256(p).map((byte, index) => byte ^ (gHash[index] ?? 0));
  const m1 = sha256(mixed, sha256(salt1), sha256(salt2), aPublic, b, key);
  return { _: "inputCheckPasswordSRP", srpId: parameters["srpId"], A: aPublic, M1: m1 };
}

/** account.passwordInputSettings with a new password. */
export function newPassword(password: string, parameters: TlObject, fields: { hint?: string; email?: string } = {}): TlObject {
  const offered = parameters["newAlgo"] as TlObject;
  const { salt1, salt2, g, p } = algo(offered);
  const longer = Buffer.concat([salt1, randomBytes(32)]);
  const verifier = pad(power(BigInt(g), big(hashPassword(password, longer, salt2)), big(p)));
  return {
    _: "account.passwordInputSettings",
    newAlgo: { ...offered, salt1: longer },
    newPasswordHash: verifier,
    hint: fields.hint ?? "",
    email: fields.email,
  };
}

function algo(value: TlObject): { salt1: Uint8Array; salt2: Uint8Array; g: number; p: Uint8Array } {
  const { salt1, salt2, g, p } = value;
  return { salt1: salt1 as Uint8Array, salt2: salt2 as Uint8Array, g: g as number, p: p as Uint8Array };
}

function hashPassword(password: string, salt1: Uint8Array, salt2: Uint8Array): Uint8Array {
  const inner = sha256(salt2, sha256(salt1, Buffer.from(password), salt1), salt2);
  return sha256(salt2, pbkdf2Sync(inner, salt1, 100_000, 64, "sha512"), salt2);
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function big(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function pad(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(512, "0"), "hex");
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, factor] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    result = rest & 1n ? (result * factor) % modulus : result;
    factor = (factor * factor) % modulus;
  }
  return result;
}

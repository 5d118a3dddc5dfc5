// Client side of the key exchange, for tests. Every step can be tampered with through `tamper`.
import { randomBytes } from "node:crypto";
import type { MtprotoSocket, Received } from "./MtprotoSocket.js";
import { factorize, ige, modPow, readRsaKey, rsaLegacy, rsaPad, sha1, toBigInt, toBytes, xor } from "./mtprotoCrypto.js";

export interface HandshakeOptions {
  readonly rsaKey: string;
  /** Use `req_pq` instead of `req_pq_multi`. */
  readonly isLegacyRequest?: boolean;
  /** Use the RSA layout without RSA_PAD. */
  readonly isLegacyRsa?: boolean;
  /** DC id in the inner data; null leaves it out. */
  readonly dcId?: number | null;
  /** Makes a temporary key. */
  readonly expiresInSec?: number;
  /** Message id of the plaintext messages. */
  readonly msgId?: bigint;
  /** Random bytes counted into each plaintext message. */
  readonly innerPadding?: number;
  /** Random bytes after each plaintext message. */
  readonly outerPadding?: number;
  /** Send each request twice and expect the same answer twice. */
  readonly isRepeating?: boolean;
  readonly tamper?: Partial<Tamper>;
  /** Told of the prime that the server sent. */
  readonly onPrime?: (prime: Buffer) => void;
}

/** Places where a test may change what is sent. */
export interface Tamper {
  innerData(data: Buffer): Buffer;
  reqDhParams(body: Buffer): Buffer;
  clientDhInner(data: Buffer): Buffer;
  setClientDhParams(body: Buffer): Buffer;
  gB(gB: Buffer): Buffer;
}

export interface Handshake {
  readonly authKey: Buffer;
  readonly salt: bigint;
  readonly serverTimeSec: number;
  readonly pq: bigint;
  readonly fingerprints: readonly bigint[];
  readonly dhPrime: Buffer;
  readonly g: number;
  /** How often the server asked for another g_b. */
  readonly retries: number;
}

/** The server did not answer a step with a packet. */
export class HandshakeStopped extends Error {
  constructor(
    readonly step: string,
    readonly received: Received,
  ) {
    super(`${step}: ${received.kind} ${"code" in received ? received.code : ""}`);
  }
}

/** The server's answer failed a check. */
export class HandshakeRefused extends Error {}

export async function handshake(socket: MtprotoSocket, options: HandshakeOptions): Promise<Handshake> {
  const ask = async (step: string, body: Buffer): Promise<Buffer> => {
    socket.send(plainMessage(body, options));
    const answer = readPlain(step, await socket.next());
    if (options.isRepeating === true) {
      socket.send(plainMessage(body, options));
      check(readPlain(step, await socket.next()).equals(answer), `${step}: another answer to the same request`);
    }
    return answer;
  };
  const rsa = readRsaKey(options.rsaKey);
  const nonce = randomBytes(16);
  const resPq = await ask("resPQ", Buffer.concat([id(options.isLegacyRequest ? 0x60469778 : 0xbe7e8ef1), nonce]));
  check(resPq.readUInt32LE(0) === 0x05162463 && resPq.subarray(4, 20).equals(nonce), "resPQ");
  const serverNonce = resPq.subarray(20, 36);
  const pqBytes = resPq.subarray(37, 37 + resPq.readUInt8(36));
  check(pqBytes.length === 8, "length of pq");
  const count = resPq.readUInt32LE(52);
  const fingerprints = Array.from({ length: count }, (_, index) => resPq.readBigUInt64LE(56 + 8 * index));
  check(fingerprints.includes(rsa.fingerprint), "fingerprint");
  const [p, q] = factorize(toBigInt(pqBytes));

  const newNonce = randomBytes(32);
  const inner = innerData(options, [bytes(pqBytes), bytes(toBytes(p)), bytes(toBytes(q)), nonce, serverNonce, newNonce]);
  const tampered = options.tamper?.innerData?.(inner) ?? inner;
  const encrypted = options.isLegacyRsa ? rsaLegacy(tampered, rsa) : rsaPad(tampered, rsa);
  const fingerprint = Buffer.alloc(8);
  fingerprint.writeBigUInt64LE(rsa.fingerprint);
  const reqDhParams = Buffer.concat([
    id(0xd712e4be), nonce, serverNonce, bytes(toBytes(p)), bytes(toBytes(q)), fingerprint, bytes(encrypted),
  ]);
  const params = await ask("serverDhParams", options.tamper?.reqDhParams?.(reqDhParams) ?? reqDhParams);
  check(params.readUInt32LE(0) === 0xd0e8075c, "server_DH_params_ok");
  check(params.subarray(4, 36).equals(Buffer.concat([nonce, serverNonce])), "nonces of server_DH_params");

  const a = sha1(newNonce, serverNonce);
  const b = sha1(serverNonce, newNonce);
  const c = sha1(newNonce, newNonce);
  const key = Buffer.concat([a, b.subarray(0, 12)]);
  const iv = Buffer.concat([b.subarray(12), c, newNonce.subarray(0, 4)]);
  const answer = ige(readBytes(params, 36).value, key, iv, false);
  const dh = readDhInner(answer.subarray(20));
  check(sha1(answer.subarray(20, 20 + dh.length)).equals(answer.subarray(0, 20)), "SHA-1 of server_DH_inner_data");
  options.onPrime?.(dh.dhPrime);
  check(dh.nonces.equals(Buffer.concat([nonce, serverNonce])), "inner nonces");

  for (let retries = 0, retryId: Buffer = Buffer.alloc(8); ; retries++) {
    // A real client takes 256 bytes; these are as good for a test, and eight times as fast.
    const exponent = toBigInt(randomBytes(32));
    const prime = toBigInt(dh.dhPrime);
    const gB = toBytes(modPow(BigInt(dh.g), exponent, prime), 256);
    const clientInner = Buffer.concat([
      id(0x6643b654), nonce, serverNonce, retryId, bytes(options.tamper?.gB?.(gB) ?? gB),
    ]);
    const data = options.tamper?.clientDhInner?.(clientInner) ?? clientInner;
    const hashed = Buffer.concat([sha1(data), data, randomBytes(-(20 + data.length) & 15)]);
    const setParams = Buffer.concat([id(0xf5045f1f), nonce, serverNonce, bytes(ige(hashed, key, iv, true))]);
    const result = await ask("dhGen", options.tamper?.setClientDhParams?.(setParams) ?? setParams);
    const authKey = toBytes(modPow(toBigInt(dh.gA), exponent, prime), 256);
    const auxHash = sha1(authKey).subarray(0, 8);
    check(result.subarray(4, 36).equals(Buffer.concat([nonce, serverNonce])), "nonces of dh_gen");
    const outcome = result.readUInt32LE(0);
    const number = outcome === 0x3bcbf734 ? 1 : outcome === 0x46dc1fb9 ? 2 : 3;
    check(sha1(newNonce, Buffer.of(number), auxHash).subarray(4).equals(result.subarray(36)), `new_nonce_hash${number}`);
    if (number === 3) throw new HandshakeRefused("dh_gen_fail");
    if (number === 1) {
      const salt = xor(newNonce.subarray(0, 8), serverNonce.subarray(0, 8)).readBigUInt64LE(0);
      return { authKey, salt, retries, fingerprints, pq: toBigInt(pqBytes), ...dh };
    }
    retryId = auxHash;
  }
}

function innerData(options: HandshakeOptions, fields: Buffer[]): Buffer {
  const { dcId = 2, expiresInSec } = options;
  const isTemporary = expiresInSec !== undefined;
  const constructor =
    dcId === null ? (isTemporary ? 0x3c6a84d4 : 0x83c95aec) : isTemporary ? 0x56fddf88 : 0xa9f55f95;
  const tail = Buffer.concat([
    ...(dcId === null ? [] : [int(dcId)]),
    ...(expiresInSec === undefined ? [] : [int(expiresInSec)]),
  ]);
  return Buffer.concat([id(constructor), ...fields, tail]);
}

function readDhInner(inner: Buffer): {
  nonces: Buffer; g: number; dhPrime: Buffer; gA: Buffer; serverTimeSec: number; length: number;
} {
  check(inner.readUInt32LE(0) === 0xb5890dba, "server_DH_inner_data");
  const dhPrime = readBytes(inner, 40);
  const gA = readBytes(inner, dhPrime.end);
  return {
    nonces: inner.subarray(4, 36),
    g: inner.readInt32LE(36),
    dhPrime: dhPrime.value,
    gA: gA.value,
    serverTimeSec: inner.readInt32LE(gA.end),
    length: gA.end + 4,
  };
}

export function plainMessage(body: Buffer, options: Pick<HandshakeOptions, "msgId" | "innerPadding" | "outerPadding"> = {}): Buffer {
  const padded = Buffer.concat([body, randomBytes(options.innerPadding ?? 0)]);
  const header = Buffer.alloc(20);
  header.writeBigUInt64LE(options.msgId ?? (BigInt(Date.now()) << 22n) & ~3n, 8);
  header.writeUInt32LE(padded.length, 16);
  return Buffer.concat([header, padded, randomBytes(options.outerPadding ?? 0)]);
}

function readPlain(step: string, received: Received): Buffer {
  if (received.kind !== "packet") throw new HandshakeStopped(step, received);
  const { payload } = received;
  check(payload.readBigUInt64LE(0) === 0n, `${step}: auth_key_id`);
  check((payload.readUInt8(8) & 3) === 1, `${step}: msg_id of an answer`);
  return payload.subarray(20, 20 + payload.readUInt32LE(16));
}

function check(isGood: boolean, what: string): void {
  if (!isGood) throw new HandshakeRefused(what);
}

export function id(value: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(value >>> 0);
  return word;
}

export const int = id;

export function long(value: bigint): Buffer {
  const words = Buffer.alloc(8);
  words.writeBigUInt64LE(BigInt.asUintN(64, value));
  return words;
}

/** TL `bytes`. */
export function bytes(value: Uint8Array): Buffer {
  const head = value.length < 254 ? Buffer.of(value.length) : Buffer.concat([Buffer.of(254), id(value.length).subarray(0, 3)]);
  return Buffer.concat([head, value, Buffer.alloc(-(head.length + value.length) & 3)]);
}

/** Reads TL `bytes`; `end` is where the next field starts. */
export function readBytes(buffer: Buffer, offset: number): { value: Buffer; end: number } {
  const first = buffer.readUInt8(offset);
  const start = offset + (first === 254 ? 4 : 1);
  const length = first === 254 ? buffer.readUIntLE(offset + 1, 3) : first;
  return { value: buffer.subarray(start, start + length), end: (start + length + 3) & ~3 };
}

/** Boxed `Vector<long>`. */
export function longs(values: readonly bigint[]): Buffer {
  return Buffer.concat([id(0x1cb5c415), id(values.length), ...values.map(long)]);
}

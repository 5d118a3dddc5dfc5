import { randomBytes } from "node:crypto";
import { modPow } from "../../crypto/diffieHellman.js";
import { igeDecrypt, sha1 } from "../../crypto/index.js";
import { dhGenFaults } from "../faults/dhGenFaults.js";
import { dhParamsFaults } from "../faults/dhParamsFaults.js";
import type { FaultRegistry } from "../faults/FaultRegistry.js";
import { resPqFaults } from "../faults/resPqFaults.js";
import type { ServerClock } from "../session/ServerClock.js";
import { TlParseError, TlReader } from "../session/TlReader.js";
import { DH_GENERATOR, DH_PRIME, isSafePublicValue, leftPad } from "./dhGroup.js";
import { writeDhGen, writeDhParams, writeResPq, type DhGenParts } from "./exchangeAnswers.js";
import { EXCHANGE } from "./exchangeIds.js";
import { newNonceHash } from "./newNonceHash.js";
import { openInnerData } from "./openInnerData.js";
import { makeSemiprime, type Semiprime } from "./semiprime.js";
import type { ServerRsaKey } from "./ServerRsaKey.js";
import { deriveTemporaryAes, type TemporaryAes } from "./temporaryAes.js";

/** What an exchange has produced. */
export interface MadeKey {
  /** 256 bytes. */
  readonly authKey: Buffer;
  readonly firstSalt: bigint;
  /** Lifetime of a temporary key, seconds; null for a permanent one. */
  readonly expiresInSec: number | null;
}

/** What an exchange needs to know of its DC. */
export interface ExchangeContext {
  readonly dcId: number;
  readonly testMode: boolean;
  readonly rsaKey: ServerRsaKey;
  readonly clock: ServerClock;
  readonly faults: FaultRegistry;
  /** Takes a key; false when its id is in use, which makes the client try again. */
  adopt(made: MadeKey): boolean;
}

/** An answer and the step that it belongs to. */
export interface ExchangeReply {
  readonly step: "resPQ" | "serverDhParams" | "dhGen";
  readonly body: Buffer;
}

/** The server refuses a step, as real ones do: with a transport error. */
export class ExchangeRefusal extends Error {
  override readonly name = "ExchangeRefusal";
  readonly transportError: number;

  constructor(transportError: number, reason: string) {
    super(reason);
    this.transportError = transportError;
  }
}

/**
 * The server's side of the auth key exchange (spec/mtproto.md §3) on one connection. Each request
 * must fit the state that the one before has left; a request that comes again in the same words gets
 * the same answer again, since its answer may have been lost. `req_pq` starts anew at any time.
 */
export class ServerExchange {
  readonly #context: ExchangeContext;
  #state: State = { at: "start" };
  /** Requests of this exchange, as latin-1 text, with the answers they got. */
  readonly #answered = new Map<string, ExchangeReply>();

  constructor(context: ExchangeContext) {
    this.#context = context;
  }

  /**
   * Answers one plaintext request; bytes after the object are ignored.
   * @throws {ExchangeRefusal} when the request does not belong here or fails a check.
   */
  async receive(body: Buffer): Promise<ExchangeReply> {
    try {
      const reader = new TlReader(body);
      const id = reader.uint32();
      const { reply, length } = await this.#answer(id, reader, body);
      this.#answered.set(body.toString("latin1", 0, length), reply);
      return reply;
    } catch (error) {
      this.#state = { at: "start" };
      if (error instanceof TlParseError) throw new ExchangeRefusal(-404, error.message);
      throw error;
    }
  }

  async #answer(id: number, reader: TlReader, body: Buffer): Promise<{ reply: ExchangeReply; length: number }> {
    const repeated = (): ExchangeReply | undefined =>
      this.#answered.get(body.toString("latin1", 0, reader.offset));
    if (id === EXCHANGE.reqPq || id === EXCHANGE.reqPqMulti) {
      const nonce = Buffer.from(reader.raw(16));
      return { reply: repeated() ?? this.#resPq(nonce), length: reader.offset };
    }
    if (id !== EXCHANGE.reqDhParams && id !== EXCHANGE.setClientDhParams) refuse(`method ${id.toString(16)}`);
    const nonce = reader.raw(16);
    const serverNonce = reader.raw(16);
    if (id === EXCHANGE.setClientDhParams) {
      const encrypted = reader.bytes();
      const reply = repeated() ?? (await this.#dhGen(nonce, serverNonce, encrypted));
      return { reply, length: reader.offset };
    }
    const request = { p: reader.bytes(), q: reader.bytes(), fingerprint: reader.uint64(), encrypted: reader.bytes() };
    const reply = repeated() ?? (await this.#dhParams(nonce, serverNonce, request));
    return { reply, length: reader.offset };
  }

  #resPq(nonce: Buffer): ExchangeReply {
    const { dcId, faults, rsaKey } = this.#context;
    const serverNonce = randomBytes(16);
    const semiprime = makeSemiprime();
    this.#answered.clear();
    this.#state = { at: "pq", nonce, serverNonce, semiprime };
    const parts = { nonce, serverNonce, pq: semiprime.pq, fingerprints: [rsaKey.fingerprint] };
    const fault = faults.take("handshake", dcId, ({ step }) => step === "resPQ");
    if (fault?.step === "resPQ") resPqFaults[fault.fault](parts);
    return { step: "resPQ", body: writeResPq(parts) };
  }

  async #dhParams(nonce: Buffer, serverNonce: Buffer, request: DhParamsRequest): Promise<ExchangeReply> {
    const { dcId, testMode, clock, faults, rsaKey } = this.#context;
    const state = this.#state;
    if (state.at !== "pq") return refuse("req_DH_params out of order");
    checkNonces(state, nonce, serverNonce);
    const { semiprime } = state;
    if (!request.p.equals(semiprime.p) || !request.q.equals(semiprime.q)) refuse("wrong factors");
    if (request.fingerprint !== rsaKey.fingerprint) refuse("a fingerprint that was not offered");
    const block = rsaKey.decryptRaw(request.encrypted);
    const inner = block && openInnerData(block);
    if (!inner) return refuse("inner data that cannot be read");
    checkNonces(state, inner.nonce, inner.serverNonce);
    if (!inner.pq.equals(semiprime.pq) || !inner.p.equals(semiprime.p) || !inner.q.equals(semiprime.q)) {
      refuse("inner data of another exchange");
    }
    // Media endpoints are named by a negative id, the test environment adds 10000 (spec §2.1).
    if (inner.dcId !== null && Math.abs(inner.dcId) > 10000 !== testMode) {
      throw new ExchangeRefusal(-444, "a DC id of the other environment");
    }
    if (inner.expiresInSec !== null && inner.expiresInSec <= 0) refuse("a temporary key that has expired");
    const newNonce = Buffer.from(inner.newNonce);
    const secret = randomBytes(256);
    const gA = leftPad(await modPow(Buffer.of(DH_GENERATOR), secret, DH_PRIME));
    const aes = deriveTemporaryAes(newNonce, state.serverNonce);
    this.#state = { ...state, at: "dh", newNonce, secret, aes, expiresInSec: inner.expiresInSec, retryId: Buffer.alloc(8) };
    const parts = {
      nonce: state.nonce,
      serverNonce: state.serverNonce,
      innerNonce: state.nonce,
      innerServerNonce: state.serverNonce,
      g: DH_GENERATOR,
      dhPrime: DH_PRIME,
      gA,
      serverTimeSec: clock.nowSec(),
      hashMask: 0,
      extraPadding: 0,
      cutBytes: 0,
      failHash: null,
    };
    const fault = faults.take("handshake", dcId, ({ step }) => step === "serverDhParams");
    if (fault?.step === "serverDhParams") dhParamsFaults[fault.fault](parts, newNonce);
    return { step: "serverDhParams", body: writeDhParams(parts, aes) };
  }

  async #dhGen(nonce: Buffer, serverNonce: Buffer, encrypted: Buffer): Promise<ExchangeReply> {
    const state = this.#state;
    if (state.at !== "dh") return refuse("set_client_DH_params out of order");
    checkNonces(state, nonce, serverNonce);
    const authKey = leftPad(await modPow(readPublicValue(state, encrypted), state.secret, DH_PRIME));
    const auxHash = Buffer.from(sha1(authKey).subarray(0, 8));
    const parts: DhGenParts = {
      nonce: state.nonce,
      serverNonce: state.serverNonce,
      outcome: "ok",
      hash: newNonceHash(state.newNonce, 1, auxHash),
    };
    const fault = this.#context.faults.take("handshake", this.#context.dcId, ({ step }) => step === "dhGen");
    if (fault?.step === "dhGen") dhGenFaults[fault.fault](parts, state.newNonce, auxHash);
    if (parts.outcome === "ok") {
      const firstSalt = state.newNonce.readBigUInt64LE(0) ^ state.serverNonce.readBigUInt64LE(0);
      if (!this.#context.adopt({ authKey, firstSalt, expiresInSec: state.expiresInSec })) {
        parts.outcome = "retry";
        parts.hash = newNonceHash(state.newNonce, 2, auxHash);
      }
    }
    this.#state = parts.outcome === "retry" ? { ...state, retryId: auxHash } : { at: "start" };
    return { step: "dhGen", body: writeDhGen(parts) };
  }
}

/** Decrypts `client_DH_inner_data` and gives g_b, all checks passed (§3.7). */
function readPublicValue(state: DhState, encrypted: Buffer): Buffer {
  if (encrypted.length === 0 || encrypted.length % 16 !== 0) return refuse("a ragged length");
  const plain = Buffer.from(igeDecrypt(encrypted, state.aes.key, state.aes.iv));
  const reader = new TlReader(plain, 20);
  if (reader.uint32() !== EXCHANGE.clientDhInnerData) refuse("not client_DH_inner_data");
  checkNonces(state, reader.raw(16), reader.raw(16));
  const retryId = reader.raw(8);
  const gB = reader.bytes();
  const hash = Buffer.from(sha1(plain.subarray(20, reader.offset)));
  if (!hash.equals(plain.subarray(0, 20)) || reader.remaining > 15) refuse("a wrong SHA-1 or padding");
  if (!retryId.equals(state.retryId)) refuse("a wrong retry_id");
  if (gB.length > 256 || !isSafePublicValue(gB)) refuse("a g_b outside its range");
  return gB;
}

interface DhParamsRequest {
  readonly p: Buffer;
  readonly q: Buffer;
  readonly fingerprint: bigint;
  readonly encrypted: Buffer;
}

type State =
  | { readonly at: "start" }
  | ({ readonly at: "pq"; readonly semiprime: Semiprime } & Nonces)
  | DhState;

interface Nonces {
  readonly nonce: Buffer;
  readonly serverNonce: Buffer;
}

interface DhState extends Nonces {
  readonly at: "dh";
  readonly newNonce: Buffer;
  /** The server's exponent. */
  readonly secret: Buffer;
  readonly aes: TemporaryAes;
  readonly expiresInSec: number | null;
  /** The `retry_id` that the client has to send: zero, or the aux hash of its last attempt. */
  readonly retryId: Buffer;
}

function checkNonces(state: Nonces, nonce: Buffer, serverNonce: Buffer): void {
  if (!state.nonce.equals(nonce) || !state.serverNonce.equals(serverNonce)) refuse("wrong nonces");
}

function refuse(reason: string): never {
  throw new ExchangeRefusal(-404, reason);
}

import { randomBytes } from "node:crypto";
import type { DhGenParts } from "../handshake/exchangeAnswers.js";
import { newNonceHash } from "../handshake/newNonceHash.js";
import type { DhGenFault } from "./Fault.js";

/** Changes the last answer; the new nonce and the key's aux hash serve to make hashes. */
type DhGenChange = (parts: DhGenParts, newNonce: Buffer, auxHash: Buffer) => void;

/** What each fault of the last answer does to it. */
export const dhGenFaults: Readonly<Record<DhGenFault, DhGenChange>> = {
  wrongNonce,
  wrongServerNonce,
  wrongHash,
  retry,
  retryWrongHash,
  fail,
  failWrongHash,
  okWithRetryHash,
};

function wrongNonce(parts: DhGenParts): void {
  parts.nonce = randomBytes(16);
}

function wrongServerNonce(parts: DhGenParts): void {
  parts.serverNonce = randomBytes(16);
}

/** What a server that does not know the key would have to guess. */
function wrongHash(parts: DhGenParts): void {
  parts.hash = randomBytes(16);
}

/** As if the key's id were taken: the client has to choose another g_b. */
function retry(parts: DhGenParts, newNonce: Buffer, auxHash: Buffer): void {
  parts.outcome = "retry";
  parts.hash = newNonceHash(newNonce, 2, auxHash);
}

function retryWrongHash(parts: DhGenParts): void {
  parts.outcome = "retry";
  parts.hash = randomBytes(16);
}

/** The exchange is over and has failed. */
function fail(parts: DhGenParts, newNonce: Buffer, auxHash: Buffer): void {
  parts.outcome = "fail";
  parts.hash = newNonceHash(newNonce, 3, auxHash);
}

function failWrongHash(parts: DhGenParts): void {
  parts.outcome = "fail";
  parts.hash = randomBytes(16);
}

/** A `dh_gen_retry` with its constructor changed on the way. */
function okWithRetryHash(parts: DhGenParts, newNonce: Buffer, auxHash: Buffer): void {
  parts.hash = newNonceHash(newNonce, 2, auxHash);
}

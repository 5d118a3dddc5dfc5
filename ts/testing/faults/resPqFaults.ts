import { randomBytes } from "node:crypto";
import type { ResPqParts } from "../handshake/exchangeAnswers.js";
import type { ResPqFault } from "./Fault.js";

/** What each fault of `resPQ` does to it. */
export const resPqFaults: Readonly<Record<ResPqFault, (parts: ResPqParts) => void>> = {
  wrongNonce,
  unknownFingerprint,
  noFingerprints,
  manyFingerprints,
  primePq,
  evenPq,
  zeroPq,
  hugePq,
  squarePq,
};

/** Answers somebody else. */
function wrongNonce(parts: ResPqParts): void {
  parts.nonce = randomBytes(16);
}

/** Offers only a key that the client does not have, as a man in the middle must. */
function unknownFingerprint(parts: ResPqParts): void {
  parts.fingerprints = [randomBytes(8).readBigUInt64LE(0)];
}

function noFingerprints(parts: ResPqParts): void {
  parts.fingerprints = [];
}

/** A million keys, none of them right: a client must stay within bounds. */
function manyFingerprints(parts: ResPqParts): void {
  parts.fingerprints = Array.from({ length: 1_000_000 }, (_, index) => BigInt(index));
}

/** 2^61 − 1, on which a careless search for factors never ends. */
function primePq(parts: ResPqParts): void {
  parts.pq = Buffer.from("1fffffffffffffff", "hex");
}

function evenPq(parts: ResPqParts): void {
  parts.pq = Buffer.from("1000000000000000", "hex");
}

function zeroPq(parts: ResPqParts): void {
  parts.pq = Buffer.alloc(0);
}

/** 256 bits, which no client can take apart. */
function hugePq(parts: ResPqParts): void {
  parts.pq = Buffer.alloc(32, 0xfb);
}

/** The square of 2147483647: its factors are prime, but p is not below q. */
function squarePq(parts: ResPqParts): void {
  parts.pq = Buffer.from("3fffffff00000001", "hex");
}

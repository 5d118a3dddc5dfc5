import { randomBytes } from "node:crypto";

import { verifierOf, type SrpSalts } from "./srp.js";

/** Length of the part of salt1 that the server chooses; a client appends 32 bytes of its own. */
export const SERVER_SALT1_LENGTH = 8;
const CLIENT_SALT1_LENGTH = 32;
const SALT2_LENGTH = 16;

/** Two-step verification of one account. */
export interface Password {
  readonly salts: SrpSalts;
  /** g^x mod p; a promise because a password given as text takes 0.1 s to hash. */
  readonly verifier: Promise<Uint8Array>;
  readonly hint: string;
  /** Confirmed address to which a recovery code can go; null for none. */
  recoveryEmail: string | null;
  /** Address that waits for its confirmation code; null for none. */
  unconfirmedEmail: string | null;
}

/** Two-step verification from a password's text, as if a client had set it. */
export function passwordFromText(text: string, hint: string, recoveryEmail: string | null): Password {
  const salts = newSalts(randomBytes(CLIENT_SALT1_LENGTH));
  return { salts, verifier: verifierOf(text, salts), hint, recoveryEmail, unconfirmedEmail: null };
}

/** Salts that a client is offered for a new password; it must lengthen salt1. */
export function newSalts(clientPart: Uint8Array = new Uint8Array()): SrpSalts {
  return { salt1: Buffer.concat([randomBytes(SERVER_SALT1_LENGTH), clientPart]), salt2: randomBytes(SALT2_LENGTH) };
}

/** Whether salts were offered by this server and lengthened by the client as they must. */
export function isLengthened(offered: SrpSalts, chosen: SrpSalts): boolean {
  return (
    chosen.salt1.byteLength >= offered.salt1.byteLength + CLIENT_SALT1_LENGTH &&
    Buffer.from(chosen.salt1).subarray(0, offered.salt1.byteLength).equals(offered.salt1) &&
    Buffer.from(chosen.salt2).equals(offered.salt2)
  );
}

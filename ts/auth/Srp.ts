import { srpAnswer, srpVerifier, type PasswordAlgorithm } from "../crypto/srp.js";

/** The arithmetic of two-step verification (spec/client.md §1.7). Both reject when the group or a value is not safe. */
export interface Srp {
  /** A and M1 for `auth.checkPassword`: 256 and 32 bytes. */
  answer(password: string, algorithm: PasswordAlgorithm, srpB: Uint8Array): Promise<{ readonly a: Uint8Array; readonly m1: Uint8Array }>;
  /** The verifier of a new password: 256 bytes. */
  verifier(password: string, algorithm: PasswordAlgorithm): Promise<Uint8Array>;
}

/** The core's, off the event loop. */
export const nativeSrp: Srp = { answer: srpAnswer, verifier: srpVerifier };

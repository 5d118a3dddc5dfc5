/** The arithmetic of two-step verification (spec/client.md §1.7); "heliogram/crypto" does it natively. */
export interface Srp {
  /** A and M1 for `auth.checkPassword`, 256 and 32 bytes. Rejects on a group or B that is not safe. */
  answer(password: Uint8Array, salt1: Uint8Array, salt2: Uint8Array, g: number, prime: Uint8Array, srpB: Uint8Array): Promise<{ readonly a: Uint8Array; readonly m1: Uint8Array }>;
  /** The verifier of a new password, 256 bytes. Rejects on a group that is not safe. */
  verifier(password: Uint8Array, salt1: Uint8Array, salt2: Uint8Array, g: number, prime: Uint8Array): Promise<Uint8Array>;
}

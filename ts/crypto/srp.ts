import { srpAnswer as nativeAnswer, srpVerifier as nativeVerifier } from "../native.js";
import { checkBytes } from "./checkBytes.js";
import { checkGenerator } from "./diffieHellman.js";

/** The group and salts of `passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow`. */
export interface PasswordAlgorithm {
  readonly salt1: Uint8Array;
  readonly salt2: Uint8Array;
  readonly g: number;
  /** The prime, big-endian. */
  readonly p: Uint8Array;
}

/** What `inputCheckPasswordSRP` carries beside the srp_id. */
export interface PasswordProof {
  /** A: 256 bytes. */
  readonly a: Buffer;
  /** M1: 32 bytes. */
  readonly m1: Buffer;
}

/**
 * A proof that we know the two-step password, for one use; about 0.1 s off the event loop.
 *
 * @param srpB The server's public value.
 * @throws with code `ERR_DH_*` for an unsafe group and `ERR_SRP_*` for an unsafe value: then nothing
 *   may be sent, for the server could learn the password from it.
 */
export async function srpAnswer(password: string, algorithm: PasswordAlgorithm, srpB: Uint8Array): Promise<PasswordProof> {
  check(password, algorithm);
  checkBytes(srpB, "srpB");
  const { salt1, salt2, g, p } = algorithm;
  return nativeAnswer(Buffer.from(password), salt1, salt2, g, p, srpB);
}

/** The verifier of a new password, 256 bytes: `new_password_hash`. `salt1` is the one sent with it. */
export async function srpVerifier(password: string, algorithm: PasswordAlgorithm): Promise<Buffer> {
  check(password, algorithm);
  const { salt1, salt2, g, p } = algorithm;
  return nativeVerifier(Buffer.from(password), salt1, salt2, g, p);
}

function check(password: unknown, { salt1, salt2, g, p }: PasswordAlgorithm): void {
  if (typeof password !== "string") throw new TypeError(`password must be a string, got ${typeof password}`);
  checkBytes(salt1, "salt1");
  checkBytes(salt2, "salt2");
  checkGenerator(g);
  checkBytes(p, "p");
}

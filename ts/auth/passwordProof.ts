import { randomBytes } from "node:crypto";
import { SignInError } from "../errors/index.js";
import type { AuthContext } from "./AuthContext.js";
import type { NewPassword } from "./Question.js";
import type { Srp } from "./Srp.js";
import type { KdfObject, PasswordObject, PasswordSettings, SrpCheck } from "./tlObjects.js";

/** Proves that `password` is known, without sending it. Good for one call: srp_id is single use. */
export async function passwordProof(context: AuthContext, parameters: PasswordObject, password: string): Promise<SrpCheck> {
  const { srpId, srpB } = parameters;
  const algorithm = knownAlgorithm(parameters.currentAlgo);
  if (srpId === undefined || srpB === undefined) throw new SignInError("Telegram sent no parameters to check the password with.");
  const { a, m1 } = await srpOf(context).answer(bytesOf(password), algorithm.salt1, algorithm.salt2, algorithm.g, algorithm.p, srpB);
  return { _: "inputCheckPasswordSRP", srpId, A: a, M1: m1 };
}

/** Random bytes that the client adds to the server's salt of a new password (spec/client.md §1.7). */
const OWN_SALT_LENGTH = 32;

/** The settings that make `next` the password. */
export async function newPasswordSettings(context: AuthContext, parameters: PasswordObject, next: NewPassword): Promise<PasswordSettings> {
  const algorithm = knownAlgorithm(parameters.newAlgo);
  const salt1 = Buffer.concat([algorithm.salt1, randomBytes(OWN_SALT_LENGTH)]);
  const newPasswordHash = await srpOf(context).verifier(bytesOf(next.password), salt1, algorithm.salt2, algorithm.g, algorithm.p);
  return { _: "account.passwordInputSettings", newAlgo: { ...algorithm, salt1 }, newPasswordHash, hint: next.hint };
}

function knownAlgorithm(algorithm: KdfObject | undefined): Exclude<KdfObject, { readonly _: "passwordKdfAlgoUnknown" }> {
  if (algorithm === undefined) throw new SignInError("The account has no two-step password any more.");
  if (algorithm._ === "passwordKdfAlgoUnknown") {
    throw new SignInError("Telegram checks passwords in a way that this version does not know. Update the library.");
  }
  return algorithm;
}

function bytesOf(password: string): Uint8Array {
  return new TextEncoder().encode(password);
}

function srpOf(context: AuthContext): Srp {
  if (context.srp === undefined) throw new SignInError("No SRP arithmetic.");
  return context.srp;
}

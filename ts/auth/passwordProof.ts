import { randomBytes } from "node:crypto";
import { SignInError } from "../errors/index.js";
import type { tl } from "../tl/index.js";
import type { NewPassword } from "./Question.js";
import type { Srp } from "./Srp.js";

/** Proves that `password` is known, without sending it. Good for one call: srp_id is single use. */
export async function passwordProof(srp: Srp, parameters: tl.AccountPassword, password: string): Promise<tl.RawInputCheckPasswordSRP> {
  const { srpId, srpB } = parameters;
  const algorithm = knownAlgorithm(parameters.currentAlgo);
  if (srpId === undefined || srpB === undefined) throw new SignInError("Telegram sent no parameters to check the password with.");
  const { a, m1 } = await srp.answer(password, algorithm, srpB);
  return { _: "inputCheckPasswordSRP", srpId, A: a, M1: m1 };
}

/** Random bytes that the client adds to the server's salt of a new password (spec/client.md §1.7). */
const OWN_SALT_LENGTH = 32;

/** The settings that make `next` the password. */
export async function newPasswordSettings(
  srp: Srp,
  parameters: tl.AccountPassword,
  next: NewPassword,
): Promise<tl.AccountPasswordInputSettings> {
  const offered = knownAlgorithm(parameters.newAlgo);
  const newAlgo = { ...offered, salt1: Buffer.concat([offered.salt1, randomBytes(OWN_SALT_LENGTH)]) };
  return { _: "account.passwordInputSettings", newAlgo, newPasswordHash: await srp.verifier(next.password, newAlgo), hint: next.hint };
}

function knownAlgorithm(algorithm: tl.PasswordKdfAlgo | undefined): Exclude<tl.PasswordKdfAlgo, { readonly _: "passwordKdfAlgoUnknown" }> {
  if (algorithm === undefined) throw new SignInError("The account has no two-step password any more.");
  if (algorithm._ === "passwordKdfAlgoUnknown") {
    throw new SignInError("Telegram checks passwords in a way that this version does not know. Update the library.");
  }
  return algorithm;
}

import { nativeSrp } from "../../auth/index.js";
import { newPasswordSettings, passwordProof } from "../../auth/passwordProof.js";
import { ClientStateError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface EnableCloudPasswordOptions {
  /** Shown to whoever is asked for the password. @default "" (none) */
  readonly hint?: string | undefined;
  /** Address to which a code can be sent when the password is forgotten; it must be confirmed. */
  readonly email?: string | undefined;
}

/**
 * Switches two-step verification on. Users only.
 *
 * @throws {ClientStateError} when it is on already
 * @throws {RpcError} EMAIL_UNCONFIRMED_%d when a code was sent to the address: the password counts once it is confirmed
 */
export async function enableCloudPassword(client: MethodClient, password: string, { hint = "", email }: EnableCloudPasswordOptions = {}): Promise<void> {
  checkPassword(password, "password");
  checkString(hint, "hint");
  const parameters = await client.invoke({ _: "account.getPassword" });
  if (parameters.hasPassword === true) throw new ClientStateError("the account has a password already: call changeCloudPassword");
  const newSettings = { ...(await newPasswordSettings(nativeSrp, parameters, { password, hint })), email };
  await client.invoke({ _: "account.updatePasswordSettings", password: { _: "inputCheckPasswordEmpty" }, newSettings });
}

export interface ChangeCloudPasswordOptions {
  /** Shown to whoever is asked for the password. @default "" (none) */
  readonly newHint?: string | undefined;
}

/**
 * Changes the password of two-step verification. Users only.
 *
 * @throws {ClientStateError} when there is none
 * @throws {RpcError} PASSWORD_HASH_INVALID when the current one is wrong
 */
export async function changeCloudPassword(
  client: MethodClient,
  currentPassword: string,
  newPassword: string,
  { newHint = "" }: ChangeCloudPasswordOptions = {},
): Promise<void> {
  checkPassword(currentPassword, "currentPassword");
  checkPassword(newPassword, "newPassword");
  checkString(newHint, "newHint");
  const parameters = await requirePassword(client);
  const password = await passwordProof(nativeSrp, parameters, currentPassword);
  const newSettings = await newPasswordSettings(nativeSrp, parameters, { password: newPassword, hint: newHint });
  await client.invoke({ _: "account.updatePasswordSettings", password, newSettings });
}

/**
 * Switches two-step verification off. Users only.
 *
 * @throws {ClientStateError} when it is off already
 * @throws {RpcError} PASSWORD_HASH_INVALID when the password is wrong
 */
export async function removeCloudPassword(client: MethodClient, password: string): Promise<void> {
  checkPassword(password, "password");
  const proof = await passwordProof(nativeSrp, await requirePassword(client), password);
  const newSettings = { _: "account.passwordInputSettings", newAlgo: { _: "passwordKdfAlgoUnknown" }, newPasswordHash: new Uint8Array(), hint: "" } as const;
  await client.invoke({ _: "account.updatePasswordSettings", password: proof, newSettings });
}

/** The parameters to prove a password with. */
async function requirePassword(client: MethodClient): Promise<tl.AccountPassword> {
  const parameters = await client.invoke({ _: "account.getPassword" });
  if (parameters.hasPassword !== true) throw new ClientStateError("the account has no password");
  return parameters;
}

/** The text itself must not get into the error. */
function checkPassword(password: unknown, name: string): asserts password is string {
  checkString(password, name);
  if (password === "") throw new RangeError(`${name} must not be empty`);
}

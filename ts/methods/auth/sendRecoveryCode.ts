import type { AuthContext } from "../../auth/AuthContext.js";

/**
 * Sends a code to the recovery e-mail address of an account whose two-step password was forgotten.
 * @returns the pattern of the address, for example `a***@e***.org`
 * @throws {RpcError} PASSWORD_RECOVERY_NA when no address was set, PASSWORD_EMPTY when there is no password …
 * @example
 * console.log(`Look into ${await sendRecoveryCode(client)}`);
 */
export async function sendRecoveryCode(context: AuthContext): Promise<string> {
  const { emailPattern } = await context.invoke({ _: "auth.requestPasswordRecovery" });
  return emailPattern;
}

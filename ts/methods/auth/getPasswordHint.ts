import type { AuthContext } from "../../auth/AuthContext.js";

/**
 * The hint that the owner of the account set for the two-step password.
 * @returns the hint; null when there is none
 * @throws {RpcError} AUTH_KEY_UNREGISTERED when no sign-in waits for a password …
 * @example
 * console.log(await getPasswordHint(client) ?? "no hint");
 */
export async function getPasswordHint(context: AuthContext): Promise<string | null> {
  const { hint } = await context.invoke({ _: "account.getPassword" });
  return hint ? hint : null;
}

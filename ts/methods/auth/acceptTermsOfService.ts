import type { AuthContext } from "../../auth/AuthContext.js";

/**
 * Tells Telegram that the person agreed to its terms of service; after `signUp`.
 *
 * Users only, signed in.
 * @param termsOfServiceId `TermsOfService.id`
 * @throws {RpcError} AUTH_KEY_UNREGISTERED before sign-in …
 * @example
 * await acceptTermsOfService(client, '{"country":"US"}');
 */
export async function acceptTermsOfService(context: AuthContext, termsOfServiceId: string): Promise<void> {
  await context.invoke({ _: "help.acceptTermsOfService", id: { _: "dataJSON", data: termsOfServiceId } });
}

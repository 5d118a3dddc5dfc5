import type { AuthContext } from "../../auth/AuthContext.js";
import { checkTexts } from "../../auth/checkArguments.js";

/**
 * Tells Telegram that the person agreed to its terms of service; after `signUp`.
 *
 * Users only, signed in.
 * @param termsOfServiceId `TermsOfService.id`
 * @throws {TypeError} when `termsOfServiceId` is no string
 * @throws {RpcError} AUTH_KEY_UNREGISTERED before sign-in …
 * @example
 * await acceptTermsOfService(client, '{"country":"US"}');
 */
export async function acceptTermsOfService(context: AuthContext, termsOfServiceId: string): Promise<void> {
  checkTexts({ termsOfServiceId });
  await context.invoke({ _: "help.acceptTermsOfService", id: { _: "dataJSON", data: termsOfServiceId } });
}

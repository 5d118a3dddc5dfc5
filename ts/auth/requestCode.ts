import type { tl } from "../tl/index.js";
import type { AuthContext } from "./AuthContext.js";
import { phoneDigits } from "./phoneNumber.js";

/**
 * Asks for a sign-in code. Flash calls, missed calls and Firebase are not asked for: a console program
 * could not receive them.
 */
export async function requestCode(context: AuthContext, phoneNumber: string, signal?: AbortSignal): Promise<tl.AuthSentCode> {
  const logoutTokens = (await context.futureAuthTokens?.load()) ?? [];
  return await context.invoke(
    {
      _: "auth.sendCode",
      phoneNumber: phoneDigits(phoneNumber),
      apiId: context.apiId,
      apiHash: context.apiHash,
      settings: { _: "codeSettings", ...(logoutTokens.length > 0 && { logoutTokens: logoutTokens.slice(0, 20) }) },
    },
    signal && { signal },
  );
}

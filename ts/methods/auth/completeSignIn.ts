import type { AuthContext } from "../../auth/AuthContext.js";
import { keepToken } from "../../auth/FutureAuthTokens.js";
import type { Authorized } from "../../auth/SignInStep.js";
import type { AnyUser } from "../../auth/tlObjects.js";

/** Stores that somebody is signed in, and the token that came with it. */
export async function completeSignIn(context: AuthContext, authorization: Authorized): Promise<AnyUser> {
  const user = await context.completeSignIn(authorization);
  await keepToken(context.futureAuthTokens, authorization.futureAuthToken);
  return user;
}

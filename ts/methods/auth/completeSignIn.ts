import type { AuthContext } from "../../auth/AuthContext.js";
import { keepToken } from "../../auth/FutureAuthTokens.js";
import type { Authorized } from "../../auth/SignInStep.js";
import type { tl } from "../../tl/index.js";

/** Stores that somebody is signed in, and the token that came with it. */
export async function completeSignIn(context: AuthContext, authorization: Authorized): Promise<tl.User> {
  const user = await context.completeSignIn(authorization);
  await keepToken(context.futureAuthTokens, authorization.futureAuthToken);
  return user;
}

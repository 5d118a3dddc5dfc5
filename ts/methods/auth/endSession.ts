import type { AuthContext } from "../../auth/AuthContext.js";
import { keepToken } from "../../auth/FutureAuthTokens.js";
import { RpcError } from "../../errors/index.js";

/**
 * The part of a log-out that Telegram hears of. That it was begun is stored first, so that an interrupted
 * log-out is finished at the next start. Destroying the keys and the file is the client's part of `logOut`.
 *
 * Users and bots. A session that Telegram ended already counts as logged out.
 * @throws {RpcError} any other refusal than 401
 * @example
 * await endSession(client);
 */
export async function endSession(context: AuthContext): Promise<void> {
  await context.saveSignIn({ at: "closing" });
  try {
    const { futureAuthToken } = await context.invoke({ _: "auth.logOut" });
    await keepToken(context.futureAuthTokens, futureAuthToken);
  } catch (error) {
    if (!(error instanceof RpcError && error.code === 401)) throw error;
  }
  await context.saveSignIn(null);
}

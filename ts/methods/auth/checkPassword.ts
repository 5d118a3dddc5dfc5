import type { AuthContext } from "../../auth/AuthContext.js";
import { checkTexts } from "../../auth/checkArguments.js";
import { passwordProof } from "../../auth/passwordProof.js";
import { nativeSrp, type Srp } from "../../auth/Srp.js";
import { RpcError, SignInError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { completeSignIn } from "./completeSignIn.js";

/**
 * Signs in with the two-step password, after SESSION_PASSWORD_NEEDED. The password does not leave this
 * process: Telegram gets a proof of it (SRP).
 * @param srp who does the arithmetic; the core by default
 * @returns who is signed in
 * @throws {TypeError} when `password` is no string
 * @throws {RpcError} PASSWORD_HASH_INVALID when it is wrong, FLOOD_WAIT_X after many tries …
 * @throws {SecurityError} when the server's SRP parameters are not safe
 * @example
 * const user = await checkPassword(client, "correct horse battery staple");
 * console.log(user.id);
 */
export async function checkPassword(context: AuthContext, password: string, srp: Srp = nativeSrp): Promise<tl.User> {
  checkTexts({ password });
  const authorization = await prove(context, password, srp).catch(async (error: unknown) => {
    // The parameters were used up by another try in between (spec/client.md §1.7).
    const isStale = error instanceof RpcError && (error.is("SRP_ID_INVALID") || error.is("SRP_PASSWORD_CHANGED"));
    if (!isStale) throw error;
    return await prove(context, password, srp);
  });
  if (authorization._ !== "auth.authorization") throw new SignInError("Telegram answered a password with the wish for a sign-up.");
  return await completeSignIn(context, authorization);
}

async function prove(context: AuthContext, password: string, srp: Srp): Promise<tl.AuthAuthorization> {
  const parameters = await context.invoke({ _: "account.getPassword" });
  return await context.invoke({ _: "auth.checkPassword", password: await passwordProof(srp, parameters, password) });
}

import type { AuthContext } from "../../auth/AuthContext.js";
import { checkTexts } from "../../auth/checkArguments.js";
import { SignInError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { completeSignIn } from "./completeSignIn.js";

/**
 * Signs in a bot.
 * @param botToken from @BotFather, for example `123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11`
 * @returns the bot
 * @throws {TypeError} when `botToken` is no string, or has not the form of a token
 * @throws {RpcError} ACCESS_TOKEN_INVALID, ACCESS_TOKEN_EXPIRED, API_ID_INVALID …
 * @example
 * const bot = await signInBot(client, "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11");
 * console.log(bot.id);
 */
export async function signInBot(context: AuthContext, botToken: string): Promise<tl.User> {
  checkTexts({ botToken });
  // The token itself must not stand in the message.
  if (!/^\d+:\S+$/.test(botToken)) throw new TypeError("botToken must have the form 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11.");
  const { apiId, apiHash } = context;
  const authorization = await context.invoke({ _: "auth.importBotAuthorization", flags: 0, apiId, apiHash, botAuthToken: botToken });
  if (authorization._ !== "auth.authorization") throw new SignInError("Telegram wants a bot to sign up, which cannot be.");
  return await completeSignIn(context, authorization);
}

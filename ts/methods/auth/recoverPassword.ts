import type { AuthContext } from "../../auth/AuthContext.js";
import { checkOptions, checkTexts } from "../../auth/checkArguments.js";
import { newPasswordSettings } from "../../auth/passwordProof.js";
import type { NewPassword } from "../../auth/Question.js";
import { nativeSrp, type Srp } from "../../auth/Srp.js";
import { SignInError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { completeSignIn } from "./completeSignIn.js";

export interface RecoverPasswordOptions {
  /** Without one, two-step verification of the account is switched off. @default none */
  readonly newPassword?: NewPassword | undefined;
  /** Who does the arithmetic of the new password. @default the core */
  readonly srp?: Srp | undefined;
}

/**
 * Signs in with the code of `sendRecoveryCode` in place of the two-step password.
 * @returns who is signed in
 * @throws {TypeError} when an argument is not of its type, or `recoveryCode` is empty
 * @throws {RpcError} CODE_INVALID, PASSWORD_RECOVERY_EXPIRED, NEW_SETTINGS_INVALID …
 * @example
 * await sendRecoveryCode(client);
 * const user = await recoverPassword(client, "123456", { newPassword: { password: "better than before", hint: "" } });
 * console.log(user.id);
 */
export async function recoverPassword(
  context: AuthContext,
  recoveryCode: string,
  options: RecoverPasswordOptions = {},
): Promise<tl.User> {
  checkTexts({ recoveryCode });
  const code = recoveryCode.trim();
  if (code === "") throw new TypeError("recoveryCode must not be empty.");
  checkOptions(options);
  const { newPassword, srp = nativeSrp } = options;
  if (newPassword !== undefined) {
    checkOptions(newPassword, "newPassword");
    checkTexts({ "newPassword.password": newPassword.password, "newPassword.hint": newPassword.hint });
  }
  const settings = newPassword && {
    newSettings: await newPasswordSettings(srp, await context.invoke({ _: "account.getPassword" }), newPassword),
  };
  const authorization = await context.invoke({ _: "auth.recoverPassword", code, ...settings });
  if (authorization._ !== "auth.authorization") throw new SignInError("Telegram answered a recovery with the wish for a sign-up.");
  return await completeSignIn(context, authorization);
}

import type { AuthContext } from "./AuthContext.js";
import { newPasswordSettings, passwordProof } from "./passwordProof.js";
import { phoneDigits } from "./phoneNumber.js";
import { requestCode } from "./requestCode.js";
import type { EffectResult, SignInEffect } from "./SignInEffect.js";
import type { Srp } from "./Srp.js";

/** Makes the call that the machine asked for. Rejects with what `invoke` rejects with. */
export async function runEffect(context: AuthContext, srp: Srp, effect: SignInEffect, signal?: AbortSignal): Promise<EffectResult> {
  const options = signal && { signal };
  switch (effect.kind) {
    case "sendCode":
      return await requestCode(context, effect.phoneNumber, signal);
    case "resendCode":
      return await context.invoke({ _: "auth.resendCode", ...codeHash(effect) }, options);
    case "resetLoginEmail":
      return await context.invoke({ _: "auth.resetLoginEmail", ...codeHash(effect) }, options);
    case "signIn":
      return await context.invoke({ _: "auth.signIn", ...codeHash(effect), ...codeFields(effect) }, options);
    case "signUp":
      return await context.invoke(
        { _: "auth.signUp", ...codeHash(effect), firstName: effect.firstName, lastName: effect.lastName },
        options,
      );
    case "sendEmailCode":
      return await context.invoke(
        { _: "account.sendVerifyEmailCode", purpose: { _: "emailVerifyPurposeLoginSetup", ...codeHash(effect) }, email: effect.address },
        options,
      );
    case "verifyEmail":
      return await context.invoke(
        {
          _: "account.verifyEmail",
          purpose: { _: "emailVerifyPurposeLoginSetup", ...codeHash(effect) },
          verification: { _: "emailVerificationCode", code: effect.code },
        },
        options,
      );
    case "importBot": {
      const { apiId, apiHash } = context;
      return await context.invoke({ _: "auth.importBotAuthorization", flags: 0, apiId, apiHash, botAuthToken: effect.token }, options);
    }
    case "getPassword":
      return await context.invoke({ _: "account.getPassword" }, options);
    case "checkPassword": {
      const parameters = await context.invoke({ _: "account.getPassword" }, options);
      if (parameters.currentAlgo === undefined) return parameters;
      return await context.invoke({ _: "auth.checkPassword", password: await passwordProof(srp, parameters, effect.password) }, options);
    }
    case "requestRecovery":
      return await context.invoke({ _: "auth.requestPasswordRecovery" }, options);
    case "checkRecovery":
      return { _: "recoveryCodeChecked", isRight: await context.invoke({ _: "auth.checkRecoveryPassword", code: effect.code }, options) };
    case "recoverPassword": {
      if (effect.newPassword === null) return await context.invoke({ _: "auth.recoverPassword", code: effect.code }, options);
      const parameters = await context.invoke({ _: "account.getPassword" }, options);
      const newSettings = await newPasswordSettings(srp, parameters, effect.newPassword);
      return await context.invoke({ _: "auth.recoverPassword", code: effect.code, newSettings }, options);
    }
    case "getSelf":
      return await getSelf(context, signal);
    case "cancelCode":
      await context.invoke({ _: "auth.cancelCode", ...codeHash(effect) }, options);
      return { _: "done" };
    case "acceptTerms":
      await context.invoke({ _: "help.acceptTermsOfService", id: { _: "dataJSON", data: effect.termsId } }, options);
      return { _: "done" };
    case "logOut":
      return await context.invoke({ _: "auth.logOut" }, options);
    default:
      return effect satisfies never;
  }
}

function codeHash(effect: { readonly phoneNumber: string; readonly phoneCodeHash: string }): { phoneNumber: string; phoneCodeHash: string } {
  return { phoneNumber: phoneDigits(effect.phoneNumber), phoneCodeHash: effect.phoneCodeHash };
}

function codeFields(effect: Extract<SignInEffect, { readonly kind: "signIn" }>):
  { phoneCode: string } | { emailVerification: { _: "emailVerificationCode"; code: string } } {
  if (!effect.isEmailCode) return { phoneCode: effect.code };
  return { emailVerification: { _: "emailVerificationCode", code: effect.code } };
}

async function getSelf(context: AuthContext, signal: AbortSignal | undefined): Promise<EffectResult> {
  const [user] = await context.invoke({ _: "users.getUsers", id: [{ _: "inputUserSelf" }] }, signal && { signal });
  return user?._ === "user" ? { _: "auth.authorization", user } : { _: "notSignedIn" };
}

import type { tl } from "../tl/index.js";
import type { NewPassword } from "./Question.js";

/** A call to Telegram that the machine wants made. Effects hold what was typed: they are never stored or logged. */
export type SignInEffect = (
  | { readonly kind: "sendCode"; readonly phoneNumber: string }
  /** `isAutomatic`: nobody asked for it; its failure is no news. */
  | ({ readonly kind: "resendCode"; readonly isAutomatic: boolean } & CodeHash)
  | ({ readonly kind: "signIn"; readonly code: string; readonly isEmailCode: boolean } & CodeHash)
  | ({ readonly kind: "sendEmailCode"; readonly address: string } & CodeHash)
  | ({ readonly kind: "verifyEmail"; readonly code: string } & CodeHash)
  | ({ readonly kind: "resetLoginEmail" } & CodeHash)
  | ({ readonly kind: "signUp"; readonly firstName: string; readonly lastName: string } & CodeHash)
  | { readonly kind: "importBot"; readonly token: string }
  /** `interrupted`: the effect that was answered with SESSION_PASSWORD_NEEDED. */
  | { readonly kind: "getPassword"; readonly interrupted: SignInEffect | null }
  | { readonly kind: "checkPassword"; readonly password: string }
  | { readonly kind: "requestRecovery" }
  | { readonly kind: "checkRecovery"; readonly code: string }
  | { readonly kind: "recoverPassword"; readonly code: string; readonly newPassword: NewPassword | null }
  /** Whether the key is signed in already: a crash may have hidden the answer that said so. */
  | { readonly kind: "getSelf" }
  /** The code is not wanted any more. */
  | ({ readonly kind: "cancelCode" } & CodeHash)
  | { readonly kind: "acceptTerms"; readonly termsId: string }
  | { readonly kind: "logOut" }
) & {
  /** How often the machine repeated this effect by itself. Missing: 0. */
  readonly tries?: number;
};

interface CodeHash {
  readonly phoneNumber: string;
  readonly phoneCodeHash: string;
}

export type EffectKind = SignInEffect["kind"];

/**
 * What an effect brought. The machine goes by the constructor and not by the call, because Telegram may
 * answer a step with any other (spec/client.md §1.1, rule 4). Two are of our own making: a bare Bool says
 * too little, and `getSelf` yields an `auth.authorization` or `notSignedIn`.
 */
export type EffectResult =
  | tl.AuthSentCode
  | tl.AuthAuthorization
  | tl.AccountPassword
  | tl.AccountSentEmailCode
  | tl.AccountEmailVerified
  | tl.AuthPasswordRecovery
  | tl.AuthLoggedOut
  | { readonly _: "recoveryCodeChecked"; readonly isRight: boolean }
  | { readonly _: "done" }
  | { readonly _: "notSignedIn" };

import type { tl } from "../../ts/tl/index.js";
import type { Authorized } from "../../ts/auth/SignInStep.js";

export const PHONE = "+1-123-456-7890";
export const DIGITS = "11234567890";

export function sentCode(
  type: tl.AuthSentCodeType = { _: "auth.sentCodeTypeApp", length: 5 },
  more: { readonly phoneCodeHash?: string; readonly nextType?: tl.AuthCodeType; readonly timeout?: number } = {},
): tl.AuthSentCode {
  return { _: "auth.sentCode", type, phoneCodeHash: "hash", ...more };
}

export const SMS_NEXT: tl.AuthCodeType = { _: "auth.codeTypeSms" };

export function authorization(more: Partial<Authorized> = {}): Authorized {
  return { _: "auth.authorization", user: { _: "user", id: 777, firstName: "Ada" }, ...more };
}

export const TERMS: tl.HelpTermsOfService = {
  _: "help.termsOfService",
  id: { _: "dataJSON", data: '{"v":1}' },
  text: "Be kind.",
  entities: [],
  minAgeConfirm: 16,
};

export function signUpRequired(termsOfService?: tl.HelpTermsOfService): tl.AuthAuthorization {
  return { _: "auth.authorizationSignUpRequired", ...(termsOfService && { termsOfService }) };
}

export function password(more: Partial<tl.AccountPassword> = {}): tl.AccountPassword {
  const algorithm = {
    _: "passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow",
    salt1: Uint8Array.of(1, 2, 3),
    salt2: Uint8Array.of(4, 5, 6),
    g: 3,
    p: new Uint8Array(256).fill(0xff),
  } as const;
  return {
    _: "account.password",
    hasPassword: true,
    hasRecovery: true,
    currentAlgo: algorithm,
    srpB: new Uint8Array(256).fill(1),
    srpId: 99n,
    hint: "the usual",
    newAlgo: algorithm,
    newSecureAlgo: { _: "securePasswordKdfAlgoUnknown" },
    secureRandom: new Uint8Array(8),
    ...more,
  };
}

export const NO_PASSWORD: tl.AccountPassword = (() => {
  const { currentAlgo: _algo, srpB: _b, srpId: _id, hint: _hint, ...rest } = password({ hasPassword: false });
  return rest;
})();

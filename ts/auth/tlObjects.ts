// Local shapes of the TL objects that signing in touches.
export interface UserObject { readonly _: "user"; readonly id: number; readonly bot?: boolean; readonly firstName?: string }
export interface UserEmptyObject { readonly _: "userEmpty"; readonly id: number }
export type AnyUser = UserObject | UserEmptyObject;
export interface DataJson { readonly _: "dataJSON"; readonly data: string }
export interface TermsObject { readonly _: "help.termsOfService"; readonly popup?: boolean; readonly id: DataJson; readonly text: string; readonly entities: readonly { readonly _: string }[]; readonly minAgeConfirm?: number }
export type AuthorizationObject =
  | { readonly _: "auth.authorization"; readonly setupPasswordRequired?: boolean; readonly otherwiseReloginDays?: number; readonly tmpSessions?: number; readonly futureAuthToken?: Uint8Array; readonly user: AnyUser }
  | { readonly _: "auth.authorizationSignUpRequired"; readonly termsOfService?: TermsObject };
export type SentCodeTypeObject =
  | { readonly _: "auth.sentCodeTypeApp" | "auth.sentCodeTypeSms" | "auth.sentCodeTypeCall"; readonly length: number }
  | { readonly _: "auth.sentCodeTypeFlashCall"; readonly pattern: string }
  | { readonly _: "auth.sentCodeTypeMissedCall"; readonly prefix: string; readonly length: number }
  | { readonly _: "auth.sentCodeTypeEmailCode"; readonly emailPattern: string; readonly length: number; readonly resetAvailablePeriod?: number; readonly resetPendingDate?: number }
  | { readonly _: "auth.sentCodeTypeSetUpEmailRequired" }
  | { readonly _: "auth.sentCodeTypeFragmentSms"; readonly url: string; readonly length: number }
  | { readonly _: "auth.sentCodeTypeFirebaseSms"; readonly length: number }
  | { readonly _: "auth.sentCodeTypeSmsWord" | "auth.sentCodeTypeSmsPhrase"; readonly beginning?: string };
export type CodeTypeObject = { readonly _: "auth.codeTypeSms" | "auth.codeTypeCall" | "auth.codeTypeFlashCall" | "auth.codeTypeMissedCall" | "auth.codeTypeFragmentSms" };
export interface SentCodeBody { readonly _: "auth.sentCode"; readonly type: SentCodeTypeObject; readonly phoneCodeHash: string; readonly nextType?: CodeTypeObject; readonly timeout?: number }
export type SentCodeObject =
  | SentCodeBody
  | { readonly _: "auth.sentCodeSuccess"; readonly authorization: AuthorizationObject }
  | { readonly _: "auth.sentCodePaymentRequired"; readonly storeProduct: string; readonly phoneCodeHash: string; readonly supportEmailAddress: string; readonly supportEmailSubject: string; readonly premiumDays: number; readonly currency: string; readonly amount: bigint };
export type KdfObject =
  | { readonly _: "passwordKdfAlgoUnknown" }
  | { readonly _: "passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow"; readonly salt1: Uint8Array; readonly salt2: Uint8Array; readonly g: number; readonly p: Uint8Array };
export interface PasswordObject { readonly _: "account.password"; readonly hasRecovery?: boolean; readonly hasPassword?: boolean; readonly currentAlgo?: KdfObject; readonly srpB?: Uint8Array; readonly srpId?: bigint; readonly hint?: string; readonly newAlgo: KdfObject }
export interface SentEmailCodeObject { readonly _: "account.sentEmailCode"; readonly emailPattern: string; readonly length: number }
export type EmailVerifiedObject = { readonly _: "account.emailVerified"; readonly email: string } | { readonly _: "account.emailVerifiedLogin"; readonly email: string; readonly sentCode: SentCodeObject };
export interface PasswordRecoveryObject { readonly _: "auth.passwordRecovery"; readonly emailPattern: string }
export interface LoggedOutObject { readonly _: "auth.loggedOut"; readonly futureAuthToken?: Uint8Array }
export interface SrpCheck { readonly _: "inputCheckPasswordSRP"; readonly srpId: bigint; readonly A: Uint8Array; readonly M1: Uint8Array }
export interface PasswordSettings { readonly _: "account.passwordInputSettings"; readonly newAlgo?: KdfObject; readonly newPasswordHash?: Uint8Array; readonly hint?: string }
type Purpose = { readonly _: "emailVerifyPurposeLoginSetup"; readonly phoneNumber: string; readonly phoneCodeHash: string };
type EmailCode = { readonly _: "emailVerificationCode"; readonly code: string };
type Hashed = { readonly phoneNumber: string; readonly phoneCodeHash: string };
export interface Calls {
  "auth.sendCode": [{ readonly phoneNumber: string; readonly apiId: number; readonly apiHash: string; readonly settings: { readonly _: "codeSettings"; readonly logoutTokens?: readonly Uint8Array[] } }, SentCodeObject];
  "auth.resendCode": [Hashed, SentCodeObject];
  "auth.cancelCode": [Hashed, boolean];
  "auth.resetLoginEmail": [Hashed, SentCodeObject];
  "auth.signIn": [Hashed & { readonly phoneCode?: string; readonly emailVerification?: EmailCode }, AuthorizationObject];
  "auth.signUp": [Hashed & { readonly noJoinedNotifications?: boolean; readonly firstName: string; readonly lastName: string }, AuthorizationObject];
  "auth.importBotAuthorization": [{ readonly flags: number; readonly apiId: number; readonly apiHash: string; readonly botAuthToken: string }, AuthorizationObject];
  "auth.checkPassword": [{ readonly password: SrpCheck }, AuthorizationObject];
  "auth.requestPasswordRecovery": [unknown, PasswordRecoveryObject];
  "auth.checkRecoveryPassword": [{ readonly code: string }, boolean];
  "auth.recoverPassword": [{ readonly code: string; readonly newSettings?: PasswordSettings }, AuthorizationObject];
  "auth.logOut": [unknown, LoggedOutObject];
  "account.getPassword": [unknown, PasswordObject];
  "account.sendVerifyEmailCode": [{ readonly purpose: Purpose; readonly email: string }, SentEmailCodeObject];
  "account.verifyEmail": [{ readonly purpose: Purpose; readonly verification: EmailCode }, EmailVerifiedObject];
  "users.getUsers": [{ readonly id: readonly { readonly _: "inputUserSelf" }[] }, readonly AnyUser[]];
  "help.acceptTermsOfService": [{ readonly id: DataJson }, boolean];
}
export type TlRequest = { [K in keyof Calls]: { readonly _: K } & Calls[K][0] }[keyof Calls];
export type TlResult<R extends TlRequest> = R extends { readonly _: infer K extends keyof Calls } ? Calls[K][1] : never;

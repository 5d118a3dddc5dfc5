import type { RpcError } from "../errors/index.js";
import { durationWords } from "./durationWords.js";
import { PHONE_PROBLEM } from "./phoneNumber.js";
import type { EffectKind } from "./SignInEffect.js";

/** What an RPC error means for the sign-in. `words` explain it to the person. */
export type Reaction =
  /** The answer was wrong: the same question again. */
  | { readonly do: "askAgain"; readonly words: string }
  | { readonly do: "askPhone"; readonly words: string }
  | { readonly do: "askEmailAddress"; readonly words: string }
  | { readonly do: "askRecoveryCode"; readonly words: string }
  | { readonly do: "askPassword"; readonly words: string }
  /** `auth.sendCode` for the same number, at once. */
  | { readonly do: "newCode"; readonly words: string }
  | { readonly do: "newEmailCode"; readonly words: string }
  | { readonly do: "noResend"; readonly words: string }
  | { readonly do: "noRecovery"; readonly words: string }
  | { readonly do: "emailResetPending" }
  | { readonly do: "needPassword" }
  | { readonly do: "needSignUp" }
  /** The same effect again, at most `times`; then `words` end the attempt. */
  | { readonly do: "repeat"; readonly times: number; readonly words: string }
  /** Nothing can go on from here. */
  | { readonly do: "stop"; readonly words: string }
  /** The attempt ends, its state stays good. */
  | { readonly do: "pause"; readonly words: string };

type Table = Readonly<Record<string, Reaction>>;

const WRONG_CODE: Reaction = { do: "askAgain", words: "The code is wrong." };
const EXPIRED: Reaction = {
  do: "newCode",
  words: "The code expired. A code that is sent through a Telegram chat is voided at once: type it here only. A new code is on its way.",
};
const STARTS_OVER: Reaction = { do: "newCode", words: "Telegram asks to start over: a new code is on its way." };
const OWN_API_ID = "Get your own pair at https://my.telegram.org/apps";
const GONE = "This session was ended on another device. Sign in again.";
const NO_PASSWORD_PARAMETERS = "The password could not be checked, because its parameters keep changing. Try again.";
export const UPDATE_APP = "Telegram refuses sign-ins of this api_id in this version. Update the library, or sign in by QR code.";

/** The same meaning whatever was called (spec/client.md §1.2, 1.6, 1.9). */
const ANY: Table = {
  SESSION_PASSWORD_NEEDED: { do: "needPassword" },
  PHONE_NUMBER_INVALID: { do: "askPhone", words: PHONE_PROBLEM },
  PHONE_NUMBER_BANNED: { do: "askPhone", words: "This number is banned by Telegram. The official mobile app shows how to appeal." },
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: {
    do: "askPhone",
    words: "This number has no account, and this api_id may not make one. Sign up in an official app first, or enter another number.",
  },
  SMS_CODE_CREATE_FAILED: { do: "askPhone", words: "Telegram could not send a code. Try again, or enter another number." },
  PHONE_NUMBER_FLOOD: { do: "stop", words: "Too many attempts for this number. Wait some hours before the next try." },
  PHONE_PASSWORD_FLOOD: { do: "stop", words: "Too many attempts for this number. Wait some hours before the next try." },
  PHONE_PASSWORD_PROTECTED: { do: "stop", words: "The password protection of this number blocks the sign-in." },
  UPDATE_APP_TO_LOGIN: { do: "stop", words: UPDATE_APP },
  API_ID_INVALID: { do: "stop", words: `The API id and API hash do not belong together. ${OWN_API_ID}` },
  API_ID_PUBLISHED_FLOOD: { do: "stop", words: `This API id is public and therefore blocked. ${OWN_API_ID}` },
  AUTH_RESTART: STARTS_OVER,
  "AUTH_RESTART_%d": STARTS_OVER,
  SIGN_IN_FAILED: STARTS_OVER,
  PHONE_CODE_EXPIRED: EXPIRED,
  PHONE_CODE_HASH_EMPTY: EXPIRED,
  PHONE_HASH_EXPIRED: EXPIRED,
  PHONE_CODE_INVALID: WRONG_CODE,
  PHONE_CODE_EMPTY: WRONG_CODE,
  AUTH_KEY_UNREGISTERED: { do: "stop", words: "Not signed in." },
  SESSION_REVOKED: { do: "stop", words: GONE },
  SESSION_EXPIRED: { do: "stop", words: GONE },
  AUTH_KEY_INVALID: { do: "stop", words: GONE },
  USER_DEACTIVATED: { do: "stop", words: "This account was deleted." },
  USER_DEACTIVATED_BAN: { do: "stop", words: "This account was banned by Telegram." },
  AUTH_KEY_DUPLICATED: {
    do: "stop",
    words: "This session was used twice at the same time and Telegram closed it. Sign in again.",
  },
};

/** What differs by call. */
const OWN: { readonly [K in EffectKind]?: Table } = {
  sendCode: restarts("Telegram asked to start over too many times. Try again later."),
  importBot: {
    ...restarts("Telegram asked to start over too many times. Try again later."),
    ACCESS_TOKEN_INVALID: { do: "askAgain", words: "The bot token is not valid; ask @BotFather" },
    ACCESS_TOKEN_EXPIRED: { do: "askAgain", words: "The bot token is not valid any more; ask @BotFather" },
  },
  resendCode: {
    SEND_CODE_UNAVAILABLE: { do: "noResend", words: "Telegram has no other way to send the code: wait for it, or sign in by QR code." },
    PHONE_CODE_EMPTY: EXPIRED,
    EMAIL_INSTALL_MISSING: STARTS_OVER,
  },
  signIn: {
    CODE_INVALID: WRONG_CODE,
    EMAIL_CODE_INVALID: WRONG_CODE,
    EMAIL_VERIFY_EXPIRED: EXPIRED,
    PHONE_NUMBER_UNOCCUPIED: { do: "needSignUp" },
  },
  sendEmailCode: {
    EMAIL_INVALID: { do: "askEmailAddress", words: "Telegram says that this e-mail address is not valid." },
    EMAIL_NOT_ALLOWED: { do: "askEmailAddress", words: "Telegram does not allow this e-mail address. Enter another one." },
    EMAIL_NOT_SETUP: STARTS_OVER,
  },
  verifyEmail: {
    CODE_INVALID: WRONG_CODE,
    EMAIL_CODE_INVALID: WRONG_CODE,
    EMAIL_VERIFY_EXPIRED: { do: "newEmailCode", words: "The code expired. A new one is on its way." },
  },
  resetLoginEmail: { TASK_ALREADY_EXISTS: { do: "emailResetPending" } },
  signUp: {
    FIRSTNAME_INVALID: { do: "askAgain", words: "Telegram does not accept this first name." },
    LASTNAME_INVALID: { do: "askAgain", words: "Telegram does not accept this last name." },
    PHONE_NUMBER_OCCUPIED: { do: "newCode", words: "The number has an account by now: a new code is on its way." },
    PHONE_CODE_INVALID: EXPIRED,
    PHONE_CODE_EMPTY: EXPIRED,
  },
  checkPassword: {
    PASSWORD_HASH_INVALID: { do: "askAgain", words: "The password is wrong." },
    SRP_ID_INVALID: { do: "repeat", times: 1, words: NO_PASSWORD_PARAMETERS },
    SRP_PASSWORD_CHANGED: { do: "repeat", times: 1, words: NO_PASSWORD_PARAMETERS },
    AUTH_KEY_UNSYNCHRONIZED: { do: "repeat", times: 3, words: "Telegram is not ready to check the password. Try again." },
    PASSWORD_EMPTY: { do: "needPassword" },
  },
  requestRecovery: {
    PASSWORD_RECOVERY_NA: { do: "noRecovery", words: "The account has no recovery e-mail address." },
    PASSWORD_EMPTY: { do: "needPassword" },
  },
  checkRecovery: recovery(),
  recoverPassword: { ...recovery(), NEW_SETTINGS_INVALID: { do: "askAgain", words: "Telegram does not accept this password. Choose another one." } },
};

/** Looks the error up; what no table knows ends the attempt and leaves its state. */
export function reactionTo(kind: EffectKind, error: RpcError): Reaction {
  const own = OWN[kind];
  const known = own?.[error.text] ?? own?.[error.pattern] ?? ANY[error.text] ?? ANY[error.pattern];
  if (known !== undefined) return known;
  if (error.code === 420 && error.value !== null) {
    return { do: "pause", words: `Too many tries. Wait ${durationWords(error.value)} before the next try.` };
  }
  // 406: never to be repeated by itself; Telegram may send words of its own in a service notification.
  if (error.code === 406) return { do: "stop", words: `Telegram refuses the sign-in (${error.text}).` };
  return { do: "pause", words: `Telegram refused a step of the sign-in (${error.text}).` };
}

function restarts(words: string): Table {
  const again: Reaction = { do: "repeat", times: 3, words };
  return { AUTH_RESTART: again, "AUTH_RESTART_%d": again };
}

function recovery(): Table {
  const wrong: Reaction = { do: "askRecoveryCode", words: "The recovery code is wrong." };
  return {
    CODE_INVALID: wrong,
    CODE_EMPTY: wrong,
    PASSWORD_RECOVERY_EXPIRED: { do: "askPassword", words: "The recovery code expired. An empty password sends a new one." },
  };
}

import { randomBytes } from "node:crypto";

import { isObject, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { emailPattern } from "../world/codeScript.js";
import { isLengthened, type Password } from "../world/Password.js";
import { SRP_G, SRP_PRIME, type SrpSalts } from "../world/srp.js";
import type { WorldState } from "../world/WorldState.js";
import { authorizationView } from "./authorization.js";
import { bytes, child, optional, text } from "./fields.js";
import { accountOf, usersOnly, type Call, type HandlerTable } from "./Handler.js";

const KDF_ALGO = "passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow";

/** Two-step verification: sign-in with it, recovery, and its settings (spec/client.md §1.7). */
export const authPasswordHandlers: HandlerTable = {
  "account.getPassword": (call) => passwordView(call.state, passwordOwner(call)),
  "account.getPasswordSettings": usersOnly(async ({ state, account, request }) => {
    await state.passwords.check(account, child(request, "password"));
    return { _: "account.passwordSettings", email: account.password?.recoveryEmail ?? undefined };
  }),
  "account.updatePasswordSettings": usersOnly(async ({ state, account, request }) => {
    await state.passwords.check(account, child(request, "password"));
    return applySettings(state, account, child(request, "newSettings"));
  }),
  "account.confirmPasswordEmail": usersOnly(({ state, account, request }) => {
    const { password } = account;
    if (password?.unconfirmedEmail === null || password === null) {
      throw new RpcFault(400, "EMAIL_HASH_EXPIRED");
    }
    if (text(request, "code").trim() !== state.options.emailCode) {
      throw new RpcFault(400, "CODE_INVALID");
    }
    password.recoveryEmail = password.unconfirmedEmail;
    password.unconfirmedEmail = null;
    return true;
  }),
  "account.resendPasswordEmail": usersOnly(({ state, account }) => {
    const email = account.password?.unconfirmedEmail ?? null;
    if (email === null) {
      throw new RpcFault(400, "EMAIL_HASH_EXPIRED");
    }
    state.mails.push({ to: email, code: state.options.emailCode, purpose: "confirmation" });
    return true;
  }),
  "account.cancelPasswordEmail": usersOnly(({ account }) => {
    if (account.password !== null) {
      account.password.unconfirmedEmail = null;
    }
    return true;
  }),
  "auth.checkPassword": async (call) => {
    const { state, key, request } = call;
    const account = passwordOwner(call);
    await state.passwords.check(account, child(request, "password"));
    return authorizationView(state, key, account);
  },
  "auth.requestPasswordRecovery": (call) => {
    const { state } = call;
    const email = recoverable(call).recoveryEmail;
    if (email === null) {
      throw new RpcFault(400, "PASSWORD_RECOVERY_NA");
    }
    state.mails.push({ to: email, code: state.options.emailCode, purpose: "recovery" });
    return { _: "auth.passwordRecovery", emailPattern: emailPattern(email) };
  },
  "auth.checkRecoveryPassword": (call) => {
    checkRecoveryCode(call);
    return true;
  },
  "auth.recoverPassword": (call) => {
    const { state, key, request } = call;
    checkRecoveryCode(call);
    const account = passwordOwner(call);
    const settings = request["newSettings"];
    if (isObject(settings)) {
      applySettings(state, account, settings);
    } else {
      account.password = null;
    }
    return authorizationView(state, key, account);
  },
};

/** Whose password a call is about: of who is signed in, or of who still has to give it. */
function passwordOwner(call: Call): Account {
  const { key } = call;
  const account = key.awaitingPassword ?? accountOf(call);
  if (account.isBot) {
    throw new RpcFault(400, "BOT_METHOD_INVALID");
  }
  return account;
}

async function passwordView(state: WorldState, account: Account): Promise<TlObject> {
  const common = {
    _: "account.password",
    newAlgo: algoView(state.passwords.newSalts),
    newSecureAlgo: { _: "securePasswordKdfAlgoSHA512", salt: new Uint8Array(8) },
    secureRandom: randomBytes(256),
    loginEmailPattern: account.loginEmail === null ? undefined : emailPattern(account.loginEmail),
  };
  const { password } = account;
  if (password === null) {
    return common;
  }
  const { srpId, srpB } = await state.passwords.offer(account, password);
  return {
    ...common,
    hasRecovery: password.recoveryEmail !== null,
    hasPassword: true,
    currentAlgo: algoView(password.salts),
    srpB,
    srpId,
    hint: password.hint === "" ? undefined : password.hint,
    emailUnconfirmedPattern: password.unconfirmedEmail === null ? undefined : emailPattern(password.unconfirmedEmail),
  };
}

function algoView({ salt1, salt2 }: SrpSalts): TlObject {
  return { _: KDF_ALGO, salt1, salt2, g: SRP_G, p: SRP_PRIME };
}

function recoverable(call: Call): Password {
  const { password } = passwordOwner(call);
  if (password === null) {
    throw new RpcFault(400, "PASSWORD_EMPTY");
  }
  return password;
}

function checkRecoveryCode(call: Call): void {
  const { state, request } = call;
  const password = recoverable(call);
  const code = text(request, "code").trim();
  if (code === "") {
    throw new RpcFault(400, "CODE_EMPTY");
  }
  const wasAsked = state.mails.some((mail) => mail.purpose === "recovery" && mail.to === password.recoveryEmail);
  if (!wasAsked) {
    throw new RpcFault(400, "PASSWORD_RECOVERY_EXPIRED");
  }
  if (code !== state.options.emailCode) {
    throw new RpcFault(400, "CODE_INVALID");
  }
}

/** account.passwordInputSettings (spec/mtproto.md §10.3): a new password, a new address, or both. */
function applySettings(state: WorldState, account: Account, settings: TlObject): boolean {
  const algo = settings["newAlgo"];
  const email = optional(settings, "email", text);
  if (!isObject(algo) && email === null) {
    throw new RpcFault(400, "NEW_SETTINGS_EMPTY");
  }
  if (isObject(algo)) {
    account.password = passwordFromSettings(state, algo, settings, account.password?.recoveryEmail ?? null);
  }
  if (email === null) {
    return true;
  }
  if (account.password === null) {
    if (email === "") {
      return true;
    }
    throw new RpcFault(400, "PASSWORD_MISSING");
  }
  if (email === "") {
    account.password.recoveryEmail = null;
    return true;
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
    throw new RpcFault(400, "EMAIL_INVALID");
  }
  account.password.unconfirmedEmail = email;
  state.mails.push({ to: email, code: state.options.emailCode, purpose: "confirmation" });
  // An error in form only: the settings are saved (spec/mtproto.md §10.3).
  throw new RpcFault(400, `EMAIL_UNCONFIRMED_${state.options.emailCode.length}`);
}

function passwordFromSettings(state: WorldState, algo: TlObject, settings: TlObject, recoveryEmail: string | null): Password | null {
  const hash = optional(settings, "newPasswordHash", bytes) ?? new Uint8Array();
  if (algo._ === "passwordKdfAlgoUnknown" || hash.byteLength === 0) {
    return null;
  }
  const salts: SrpSalts = { salt1: bytes(algo, "salt1"), salt2: bytes(algo, "salt2") };
  if (!isLengthened(state.passwords.newSalts, salts)) {
    throw new RpcFault(400, "NEW_SALT_INVALID");
  }
  if (hash.byteLength !== 256) {
    throw new RpcFault(400, "NEW_SETTINGS_INVALID");
  }
  return {
    salts,
    verifier: Promise.resolve(hash),
    hint: optional(settings, "hint", text) ?? "",
    recoveryEmail,
    unconfirmedEmail: null,
  };
}

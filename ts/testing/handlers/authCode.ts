import { isObject, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { emailPattern } from "../world/codeScript.js";
import type { SentCode } from "../world/CodeDesk.js";
import { phoneDigits } from "../world/phone.js";
import type { WorldState } from "../world/WorldState.js";
import { authorizationView, checkApi } from "./authorization.js";
import { child, list, optional, text } from "./fields.js";
import type { Call, HandlerTable } from "./Handler.js";

/** Future auth tokens that a client may show at once. */
const MAX_LOGOUT_TOKENS = 20;

/** auth.* and account.* methods that send sign-in codes (spec/client.md §1.2–1.5). */
export const authCodeHandlers: HandlerTable = {
  "auth.sendCode": (call) => {
    const { state, key, request } = call;
    checkApi(call);
    const phone = requirePhone(call);
    const account = state.accounts.byPhone(phone);
    migrate(call, account);
    if (account?.deactivated === "banned") {
      throw new RpcFault(400, "PHONE_NUMBER_BANNED");
    }
    // A new sign-in; one that still waits for a password is given up.
    key.awaitingPassword = null;
    if (account !== undefined && takeFutureToken(account, child(request, "settings"))) {
      if (account.password !== null) {
        state.signOut(key);
        key.awaitingPassword = account;
        throw new RpcFault(401, "SESSION_PASSWORD_NEEDED");
      }
      return { _: "auth.sentCodeSuccess", authorization: authorizationView(state, key, account) };
    }
    return deliver(state, state.codes.send(key, phone, account), account);
  },
  "auth.resendCode": (call) => {
    const { state, key, request } = call;
    const phone = requirePhone(call);
    const account = state.accounts.byPhone(phone);
    return deliver(state, state.codes.resend(key, phone, text(request, "phoneCodeHash"), account), account);
  },
  "auth.cancelCode": (call) => {
    const { state, key, request } = call;
    state.codes.finish(state.codes.find(key, requirePhone(call), text(request, "phoneCodeHash")));
    return true;
  },
  "auth.requestFirebaseSms": (call) => {
    const { state, key, request } = call;
    state.codes.find(key, requirePhone(call), text(request, "phoneCodeHash"));
    return true;
  },
  "auth.reportMissingCode": (call) => {
    const { state, key, request } = call;
    state.codes.find(key, requirePhone(call), text(request, "phoneCodeHash"));
    return true;
  },
  "auth.resetLoginEmail": (call) => {
    const { state, key, request } = call;
    const phone = requirePhone(call);
    const sent = state.codes.find(key, phone, text(request, "phoneCodeHash"));
    const account = state.accounts.byPhone(phone);
    if (account === undefined || sent.script.type !== "emailCode") {
      throw new RpcFault(400, "EMAIL_NOT_SETUP");
    }
    return resetLoginEmail(state, sent, account);
  },
  "account.sendVerifyEmailCode": (call) => {
    const { state, request } = call;
    const sent = setUpUnderWay(call);
    const email = text(request, "email").trim();
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
      throw new RpcFault(400, "EMAIL_INVALID");
    }
    const code = state.options.emailCode;
    sent.setUp = { email, code };
    state.mails.push({ to: email, code, purpose: "set-up" });
    return { _: "account.sentEmailCode", emailPattern: emailPattern(email), length: code.length };
  },
  "account.verifyEmail": (call) => {
    const { state, key, request } = call;
    const sent = setUpUnderWay(call);
    if (sent.setUp === null) {
      throw new RpcFault(400, "EMAIL_VERIFY_EXPIRED");
    }
    const verification = child(request, "verification");
    if (verification._ !== "emailVerificationCode" || text(verification, "code").trim() !== sent.setUp.code) {
      throw new RpcFault(400, "CODE_INVALID");
    }
    const account = state.accounts.byPhone(sent.phone);
    if (account !== undefined) {
      account.loginEmail = sent.setUp.email;
    }
    state.codes.finish(sent);
    // The address is proven; now the phone is, by the way that it would be without an address.
    const next = state.codes.send(key, sent.phone, account, { type: account === undefined ? "sms" : "app" });
    return { _: "account.emailVerifiedLogin", email: sent.setUp.email, sentCode: deliver(state, next, account) };
  },
};

/** The phone number of a request, digits only. @throws RpcFault PHONE_NUMBER_INVALID */
export function requirePhone({ request }: Call): string {
  const phone = phoneDigits(text(request, "phoneNumber"));
  if (phone === null) {
    throw new RpcFault(400, "PHONE_NUMBER_INVALID");
  }
  return phone;
}

/** Sends people to the DC where their account lives, or where a new one would. */
function migrate({ state, key }: Call, account: Account | undefined): void {
  if (account !== undefined && account.dcId !== key.dcId) {
    throw new RpcFault(303, `PHONE_MIGRATE_${account.dcId}`);
  }
  const { migratesNewPhones, nearestDc } = state.options;
  if (account === undefined && migratesNewPhones && nearestDc !== key.dcId) {
    throw new RpcFault(303, `NETWORK_MIGRATE_${nearestDc}`);
  }
}

/** Lets a code travel: into the other apps, or by e-mail. */
function deliver(state: WorldState, sent: SentCode, account: Account | undefined): TlObject {
  if (sent.script.type === "app" && account !== undefined && state.homeKeysOf(account).length > 0) {
    state.post.send(state.service, account, {
      text: `Login code: ${sent.code}. Keep it to yourself, even if somebody says that they are from Telegram.`,
    });
  }
  if (sent.script.type === "emailCode") {
    state.mails.push({ to: account?.loginEmail ?? "", code: sent.code, purpose: "sign-in" });
  }
  return state.codes.view(sent);
}

/** The code whose type asks for an e-mail address first. */
function setUpUnderWay({ state, key, request }: Call): SentCode {
  const purpose = child(request, "purpose");
  if (purpose._ !== "emailVerifyPurposeLoginSetup") {
    throw new RpcFault(400, "EMAIL_NOT_ALLOWED");
  }
  const phone = phoneDigits(text(purpose, "phoneNumber")) ?? "";
  const sent = state.codes.find(key, phone, text(purpose, "phoneCodeHash"));
  if (sent.script.type !== "setUpEmailRequired") {
    throw new RpcFault(400, "EMAIL_NOT_ALLOWED");
  }
  return sent;
}

/**
 * Resets the address to which codes go: at once when the announced period is 0 or over, otherwise
 * after it.
 */
function resetLoginEmail(state: WorldState, sent: SentCode, account: Account): TlObject {
  if (sent.script.type !== "emailCode") {
    throw new RpcFault(400, "EMAIL_NOT_SETUP");
  }
  const periodSec = sent.script.resetAvailablePeriodSec ?? 0;
  const now = state.nowSec();
  const isDue = account.emailResetAtSec !== null && now >= account.emailResetAtSec;
  if (periodSec === 0 || isDue) {
    account.loginEmail = null;
    account.emailResetAtSec = null;
    return deliver(state, state.codes.send(sent.key, sent.phone, account, { type: "sms" }), account);
  }
  if (account.emailResetAtSec !== null) {
    throw new RpcFault(400, "TASK_ALREADY_EXISTS");
  }
  account.emailResetAtSec = now + periodSec;
  const next = state.codes.send(sent.key, sent.phone, account, {
    ...sent.script,
    code: sent.code,
    resetPendingDateSec: account.emailResetAtSec,
  });
  return state.codes.view(next);
}

/** Whether a client showed a token from an earlier sign-in or log-out of the account; it is used up. */
function takeFutureToken(account: Account, settings: TlObject): boolean {
  const shown = (optional(settings, "logoutTokens", list) ?? []).slice(0, MAX_LOGOUT_TOKENS);
  const index = account.futureAuthTokens.findIndex((token) =>
    shown.some((other) => other instanceof Uint8Array && Buffer.from(other).equals(token)),
  );
  if (index < 0) {
    return false;
  }
  account.futureAuthTokens.splice(index, 1);
  return true;
}

/** The code of a signIn: by phone or by e-mail. */
export function givenCode(request: TlObject): { code: string; isEmail: boolean } {
  const verification = request["emailVerification"];
  if (isObject(verification)) {
    return { code: verification._ === "emailVerificationCode" ? text(verification, "code") : "", isEmail: true };
  }
  return { code: optional(request, "phoneCode", text) ?? "", isEmail: false };
}

import { SignInError } from "../errors/index.js";
import type { tl } from "../tl/index.js";
import { readDelivery, readNextType } from "./CodeDelivery.js";
import { askAgain, enter, isAsking } from "./put.js";
import type { EffectResult, SignInEffect } from "./SignInEffect.js";
import { WAIT_PHONE, type SignInState, type SignUpTerms, type WaitPassword } from "./SignInState.js";
import { fail, run, type SignInStep } from "./SignInStep.js";

/** Takes what Telegram answered. */
export function applyResult(state: SignInState, effect: SignInEffect, result: EffectResult, nowMs: number): SignInStep {
  const phoneNumber = phoneOf(state, effect);
  switch (result._) {
    case "auth.sentCode":
    case "auth.sentCodeSuccess":
    case "auth.sentCodePaymentRequired":
      return receiveSentCode(state, phoneNumber ?? "", result, nowMs, effect);
    case "account.emailVerifiedLogin":
      return receiveSentCode(state, phoneNumber ?? "", result.sentCode, nowMs);
    case "auth.authorization":
    case "auth.authorizationSignUpRequired":
      return receiveAuthorization(state, effect, result, nowMs);
    case "account.password":
      return receivePassword(state, effect, result, nowMs);
    case "account.sentEmailCode":
      if (effect.kind !== "sendEmailCode") break;
      return enter({
        at: "waitEmailCode", asking: "emailCode", phoneNumber: effect.phoneNumber, phoneCodeHash: effect.phoneCodeHash, sinceMs: nowMs,
        address: effect.address, emailPattern: result.emailPattern, length: result.length,
        nextType: null, resendAtMs: 0, resetPeriodSec: null, resetDateSec: null,
      }, nowMs);
    case "auth.passwordRecovery":
      if (state.at !== "waitPassword") break;
      return enter({ ...state, asking: "recoveryCode", emailPattern: result.emailPattern }, nowMs);
    case "recoveryCodeChecked":
      if (state.at !== "waitPassword" || effect.kind !== "checkRecovery") break;
      if (!result.isRight) return askAgain(state, nowMs, { words: "The recovery code is wrong.", error: null });
      return enter({ ...state, asking: "newPassword", recoveryCode: effect.code }, nowMs);
    case "auth.loggedOut":
      return { state: WAIT_PHONE, notices: [], refusal: null, next: { do: "leave", futureAuthToken: result.futureAuthToken ?? null } };
    case "notSignedIn":
      if (!isAsking(state)) break;
      return enter(state, nowMs);
    case "done":
    case "account.emailVerified":
      break;
    default:
      return result satisfies never;
  }
  return fail(state, new SignInError(`Telegram answered the sign-in with ${result._}, which does not fit.`));
}

/** The number that an answer is about. */
export function phoneOf(state: SignInState, effect: SignInEffect): string | null {
  if ("phoneNumber" in effect) return effect.phoneNumber;
  if (effect.kind === "getPassword" && effect.interrupted !== null) return phoneOf(state, effect.interrupted);
  return "phoneNumber" in state ? state.phoneNumber : null;
}

/**
 * Goes where a new code leads. `cause` is the effect that brought it: a Firebase code is only sent to
 * devices with Google's or Apple's services, so the first one is traded for another at once.
 */
export function receiveSentCode(state: SignInState, phoneNumber: string, sent: tl.AuthSentCode, nowMs: number, cause?: SignInEffect): SignInStep {
  if (sent._ === "auth.sentCodeSuccess") return receiveAuthorization(state, cause ?? { kind: "getSelf" }, sent.authorization, nowMs);
  const requested = { phoneNumber, phoneCodeHash: sent.phoneCodeHash, sinceMs: nowMs };
  if (sent._ === "auth.sentCodePaymentRequired") {
    return fail({
      at: "waitPremiumPurchase", ...requested,
      premiumDays: sent.premiumDays, currency: sent.currency, amount: String(sent.amount), supportEmailAddress: sent.supportEmailAddress,
    }, new SignInError(
      "Telegram asks for a paid sign-in code for this number. Sign in once with an official app, then use QR. " +
      `Questions go to ${sent.supportEmailAddress}.`,
    ));
  }
  const { type } = sent;
  const nextType = readNextType(sent.nextType);
  const resendAtMs = nowMs + (sent.timeout ?? 0) * 1000;
  if (type._ === "auth.sentCodeTypeSetUpEmailRequired") return enter({ at: "waitEmailAddress", ...requested }, nowMs);
  if (type._ === "auth.sentCodeTypeEmailCode") {
    return enter({
      at: "waitEmailCode", asking: "emailCode", ...requested, address: null, emailPattern: type.emailPattern, length: type.length,
      nextType, resendAtMs, resetPeriodSec: type.resetAvailablePeriod ?? null, resetDateSec: type.resetPendingDate ?? null,
    }, nowMs);
  }
  const delivery = readDelivery(type);
  const isFirebase = delivery.type === "firebaseSms";
  const next = { at: "waitCode", ...requested, delivery, nextType: isFirebase ? nextType ?? "sms" : nextType, resendAtMs, asked: false } as const;
  if (isFirebase && cause?.kind !== "resendCode") {
    return run(next, { kind: "resendCode", phoneNumber, phoneCodeHash: sent.phoneCodeHash, isAutomatic: true });
  }
  return enter(next, nowMs);
}

function receiveAuthorization(state: SignInState, effect: SignInEffect, authorization: tl.AuthAuthorization, nowMs: number): SignInStep {
  if (authorization._ === "auth.authorization") {
    // Terms are accepted for the account that was just made, not for one that had agreed long ago.
    const termsId = effect.kind === "signUp" && state.at === "waitSignUp" ? state.terms?.id ?? null : null;
    const notices = authorization.setupPasswordRequired ? [passwordWanted(authorization.otherwiseReloginDays)] : [];
    return { state: { at: "ready" }, notices, refusal: null, next: { do: "finish", authorization, termsId } };
  }
  return enterSignUp(state, effect, authorization.termsOfService ?? null, nowMs);
}

function passwordWanted(days: number | undefined): string {
  return `Set a cloud password${days === undefined ? " soon" : ` within ${days} days`} or you will be signed out.`;
}

/** Goes on to the sign-up of a number without an account. */
export function enterSignUp(state: SignInState, effect: SignInEffect, terms: tl.HelpTermsOfService | null, nowMs: number): SignInStep {
  const phoneCodeHash = "phoneCodeHash" in effect ? effect.phoneCodeHash : "phoneCodeHash" in state ? state.phoneCodeHash : null;
  const phoneNumber = phoneOf(state, effect);
  if (phoneNumber === null || phoneCodeHash === null) {
    return fail(WAIT_PHONE, new SignInError("Telegram wants a sign-up where none is possible."));
  }
  return enter({ at: "waitSignUp", phoneNumber, phoneCodeHash, sinceMs: nowMs, terms: terms && readTerms(terms), agreed: false }, nowMs);
}

function readTerms(terms: tl.HelpTermsOfService): SignUpTerms {
  return { id: terms.id.data, text: terms.text, minAge: terms.minAgeConfirm ?? null };
}

/** No algorithm means that the password was just removed: the step that wanted it is made again. */
function receivePassword(state: SignInState, effect: SignInEffect, password: tl.AccountPassword, nowMs: number): SignInStep {
  const interrupted = effect.kind === "getPassword" ? effect.interrupted : null;
  if (password.currentAlgo === undefined) {
    const tries = (interrupted?.tries ?? 0) + 1;
    if (tries > 3) return fail(state, new SignInError("Telegram asks for a password and has none. Try again later."));
    return run(state, { ...(interrupted ?? { kind: "getSelf" }), tries });
  }
  const next: WaitPassword = {
    at: "waitPassword", asking: "password", phoneNumber: phoneOf(state, effect), sinceMs: nowMs,
    hint: password.hint ? password.hint : null, hasRecovery: password.hasRecovery ?? false, emailPattern: null, recoveryCode: null,
  };
  return enter(next, nowMs);
}

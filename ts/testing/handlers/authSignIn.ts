import type { TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { Account } from "../world/Account.js";
import { givenCode, requirePhone } from "./authCode.js";
import { authorizationView, checkApi, newFutureToken } from "./authorization.js";
import { text } from "./fields.js";
import type { Call, HandlerTable } from "./Handler.js";
import { termsView } from "./help.js";

/** Longest name, in characters (spec/client.md §1.6). */
const MAX_NAME_LENGTH = 64;

/** auth.* methods that sign a key in or out (spec/client.md §1.6, §1.8, §1.9). */
export const authSignInHandlers: HandlerTable = {
  "auth.signIn": signIn,
  "auth.signUp": signUp,
  "auth.importBotAuthorization": (call) => {
    const { state, key, request } = call;
    checkApi(call);
    const token = text(request, "botAuthToken");
    const bot = state.accounts.byToken(token);
    if (bot === undefined) {
      const isRevoked = state.accounts.byId(botId(token))?.isBot === true;
      throw new RpcFault(400, isRevoked ? "ACCESS_TOKEN_EXPIRED" : "ACCESS_TOKEN_INVALID");
    }
    if (bot.dcId !== key.dcId) {
      throw new RpcFault(303, `USER_MIGRATE_${bot.dcId}`);
    }
    return authorizationView(state, key, bot);
  },
  "auth.logOut": ({ state, key }) => {
    const account = key.authorization?.account ?? key.awaitingPassword;
    if (account === null || account === undefined) {
      throw new RpcFault(401, "AUTH_KEY_UNREGISTERED");
    }
    const isFull = key.authorization !== null;
    state.signOut(key);
    return { _: "auth.loggedOut", futureAuthToken: isFull && !account.isBot ? newFutureToken(account) : undefined };
  },
};

function signIn(call: Call): TlValue {
  const { state, key, request } = call;
  const phone = requirePhone(call);
  const { code, isEmail } = givenCode(request);
  const sent = state.codes.check(key, phone, text(request, "phoneCodeHash"), code, isEmail);
  const account = state.accounts.byPhone(phone);
  if (account === undefined) {
    // The hash stays good for signUp.
    if (state.options.asksSignUpByError) {
      throw new RpcFault(400, "PHONE_NUMBER_UNOCCUPIED");
    }
    const terms = state.options.termsOfService;
    return { _: "auth.authorizationSignUpRequired", termsOfService: terms === null ? undefined : termsView(terms) };
  }
  state.codes.finish(sent);
  if (account.password !== null) {
    state.signOut(key);
    key.awaitingPassword = account;
    throw new RpcFault(401, "SESSION_PASSWORD_NEEDED");
  }
  return authorizationView(state, key, account);
}

function signUp(call: Call): TlValue {
  const { state, key, request } = call;
  const phone = requirePhone(call);
  const sent = state.codes.find(key, phone, text(request, "phoneCodeHash"));
  if (!sent.isVerified) {
    throw new RpcFault(400, "PHONE_CODE_INVALID");
  }
  if (state.accounts.byPhone(phone) !== undefined) {
    throw new RpcFault(400, "PHONE_NUMBER_OCCUPIED");
  }
  const firstName = text(request, "firstName").trim();
  const lastName = text(request, "lastName").trim();
  if (firstName === "" || Array.from(firstName).length > MAX_NAME_LENGTH) {
    throw new RpcFault(400, "FIRSTNAME_INVALID");
  }
  if (Array.from(lastName).length > MAX_NAME_LENGTH) {
    throw new RpcFault(400, "LASTNAME_INVALID");
  }
  state.codes.finish(sent);
  const account = new Account(state.newUserId(), "user", key.dcId, { firstName, lastName, phone, code: state.options.code }, state.boxLimits);
  state.accounts.add(account);
  return authorizationView(state, key, account);
}

/** The part of a token before the colon; 0 when there is none. */
function botId(token: string): bigint {
  const digits = /^(\d{1,18}):/.exec(token)?.[1];
  return digits === undefined ? 0n : BigInt(digits);
}

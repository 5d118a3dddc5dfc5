import type { TlObject, TlValue } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { authorizationEntry } from "./account.js";
import { authorizationView, checkApi } from "./authorization.js";
import { bytes, int, long } from "./fields.js";
import { signedIn, usersOnly, type Call, type HandlerTable } from "./Handler.js";

/** Signing in from another device or DC: export and import, QR codes (spec/client.md §1.10–1.11). */
export const authTransferHandlers: HandlerTable = {
  "auth.exportAuthorization": signedIn(({ state, key, account, request }) => {
    const dcId = int(request, "dcId");
    state.requireDc(dcId);
    if (dcId === key.dcId) {
      throw new RpcFault(400, "DC_ID_INVALID");
    }
    return { _: "auth.exportedAuthorization", id: account.id, bytes: state.tickets.export(account, dcId) };
  }),
  "auth.importAuthorization": ({ state, key, request }) => {
    const account = state.tickets.import(long(request, "id"), bytes(request, "bytes"), key.dcId);
    return authorizationView(state, key, account);
  },
  "auth.exportLoginToken": (call) => {
    const { state, key } = call;
    checkApi(call);
    const accepted = key.loginToken === null ? null : acceptedLogin(call, key.loginToken);
    if (accepted !== null) {
      return accepted;
    }
    if (key.awaitingPassword !== null) {
      throw new RpcFault(401, "SESSION_PASSWORD_NEEDED");
    }
    const login = state.tickets.newLoginToken(key);
    return { _: "auth.loginToken", expires: login.expiresAtSec, token: login.token };
  },
  "auth.importLoginToken": (call) => acceptedLogin(call, bytes(call.request, "token")) ?? invalidToken(),
  "auth.acceptLoginToken": usersOnly(({ state, account, request }) => {
    const login = state.tickets.loginToken(bytes(request, "token"));
    if (login.acceptedBy !== null) {
      throw new RpcFault(400, "AUTH_TOKEN_ALREADY_ACCEPTED");
    }
    login.acceptedBy = account;
    state.pushToKey(login.key, { _: "updateLoginToken" });
    const now = state.nowSec();
    return authorizationEntry(login.key, { hash: 0n, account, createdAtSec: now, activeAtSec: now }, false);
  }),
};

/** What a QR code that was accepted turns into: a sign-in here, or the way to the right DC. */
function acceptedLogin(call: Call, token: Uint8Array): TlObject | null {
  const { state, key } = call;
  const login = state.tickets.acceptedLogin(token);
  const account = login?.acceptedBy ?? null;
  if (login === null || account === null) {
    return null;
  }
  if (account.dcId !== key.dcId) {
    return { _: "auth.loginTokenMigrateTo", dcId: account.dcId, token };
  }
  state.tickets.finishLogin(login);
  if (account.password !== null) {
    state.signOut(key);
    key.awaitingPassword = account;
    throw new RpcFault(401, "SESSION_PASSWORD_NEEDED");
  }
  return { _: "auth.loginTokenSuccess", authorization: authorizationView(state, key, account) };
}

function invalidToken(): TlValue {
  throw new RpcFault(400, "AUTH_TOKEN_INVALID");
}

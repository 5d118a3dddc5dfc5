import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { KeyRecord } from "../world/KeyRecord.js";
import { userView } from "../world/views.js";
import type { WorldState } from "../world/WorldState.js";
import { int, text } from "./fields.js";
import type { Call } from "./Handler.js";

/** Tokens that an account keeps for signing in again without a code. */
const MAX_FUTURE_TOKENS = 20;

/** Checks api_id and api_hash of a request. @throws RpcFault API_ID_INVALID */
export function checkApi({ state, request }: Call): void {
  const apiId = int(request, "apiId");
  const apiHash = text(request, "apiHash");
  const wanted = state.options.apiCredentials;
  const isGood = wanted === null ? apiId > 0 && /^[0-9a-f]{32}$/i.test(apiHash) : wanted.apiId === apiId && wanted.apiHash === apiHash;
  if (!isGood) {
    throw new RpcFault(400, "API_ID_INVALID");
  }
}

/** Signs a key in, tells the account's other sessions, and gives auth.authorization. */
export function authorizationView(state: WorldState, key: KeyRecord, account: Account): TlObject {
  const isNew = key.authorization?.account !== account;
  const authorization = isNew ? state.signIn(key, account) : key.authorization;
  // A sign-in on another DC than the home DC only carries an authorization over.
  const isOwn = account.kind === "user" && key.dcId === account.dcId;
  if (isNew && isOwn && authorization !== null) {
    const update: TlObject = {
      _: "updateNewAuthorization",
      hash: authorization.hash,
      unconfirmed: true,
      date: authorization.createdAtSec,
      device: key.client?.deviceModel ?? "",
      location: "Local",
    };
    state.push(account, { _: "updateShort", update, date: state.nowSec() }, key);
  }
  return {
    _: "auth.authorization",
    futureAuthToken: isOwn ? newFutureToken(account) : undefined,
    user: userView(state.accounts, account, account),
  };
}

/** A token that lets the account sign in again without a code. */
export function newFutureToken(account: Account): Uint8Array {
  const token = randomBytes(32);
  account.futureAuthTokens.unshift(token);
  account.futureAuthTokens.splice(MAX_FUTURE_TOKENS);
  return token;
}

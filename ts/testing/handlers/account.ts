import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { Authorization, KeyRecord } from "../world/KeyRecord.js";
import { statusView, userView } from "../world/views.js";
import type { WorldState } from "../world/WorldState.js";
import { long, optional, text } from "./fields.js";
import { usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { NOTIFY_SETTINGS } from "./users.js";

/** Seconds for which a new session may not end the others. */
const FRESH_SEC = 86_400;

/** account.* and auth.resetAuthorizations: what somebody sets about themselves. */
export const accountHandlers: HandlerTable = {
  "account.updateStatus": usersOnly(({ state, account, request, peer }) => {
    account.isOnline = request["offline"] !== true;
    account.lastSeenSec = state.nowSec();
    const update: TlObject = { _: "updateUserStatus", userId: account.id, status: statusView(account) };
    for (const other of state.accounts.all()) {
      if (other !== account && other.contacts.has(account.id)) {
        state.push(other, { _: "updateShort", update, date: state.nowSec() }, peer);
      }
    }
    return true;
  }),
  "account.getAuthorizations": usersOnly(({ state, key: asker, account }) => ({
    _: "account.authorizations",
    authorizationTtlDays: 180,
    authorizations: state
      .homeKeysOf(account)
      .flatMap((key) => (key.authorization === null ? [] : [authorizationEntry(key, key.authorization, key === asker)])),
  })),
  "account.resetAuthorization": usersOnly((call) => {
    const hash = long(call.request, "hash");
    const key = call.state.homeKeysOf(call.account).find((other) => other.authorization?.hash === hash && other !== call.key);
    if (key === undefined) {
      throw new RpcFault(400, "HASH_INVALID");
    }
    refuseFresh(call);
    call.state.signOut(key, true);
    return true;
  }),
  "auth.resetAuthorizations": usersOnly((call) => {
    refuseFresh(call);
    for (const key of call.state.keysOf(call.account)) {
      if (key !== call.key) {
        call.state.signOut(key, true);
      }
    }
    return true;
  }),
  "account.updateProfile": usersOnly(({ state, account, request }) => {
    const firstName = optional(request, "firstName", text)?.trim();
    if (firstName === "") {
      throw new RpcFault(400, "FIRSTNAME_INVALID");
    }
    account.firstName = firstName ?? account.firstName;
    account.lastName = optional(request, "lastName", text)?.trim() ?? account.lastName;
    account.about = optional(request, "about", text) ?? account.about;
    return userView(state.accounts, account, account);
  }),
  "account.checkUsername": usersOnly(({ state, account, request }) => isFree(state, account, text(request, "username"))),
  "account.updateUsername": usersOnly(({ state, account, request }) => {
    const username = text(request, "username");
    if (username !== "" && !isFree(state, account, username)) {
      throw new RpcFault(400, "USERNAME_OCCUPIED");
    }
    account.username = username === "" ? null : username;
    return userView(state.accounts, account, account);
  }),
  "account.initTakeoutSession": usersOnly(({ account }) => {
    account.takeoutId ??= randomBytes(8).readBigInt64LE(0);
    return { _: "account.takeout", id: account.takeoutId };
  }),
  "account.finishTakeoutSession": usersOnly(({ account }) => {
    account.takeoutId = null;
    return true;
  }),
  "account.getNotifySettings": usersOnly(() => NOTIFY_SETTINGS),
};

/** `authorization`: one line of the list of active sessions. */
export function authorizationEntry({ client }: KeyRecord, { hash, createdAtSec, activeAtSec }: Authorization, isCurrent: boolean): TlObject {
  return {
    _: "authorization",
    current: isCurrent,
    // The current one is 0, so that nobody ends it by mistake.
    hash: isCurrent ? 0n : hash,
    deviceModel: client?.deviceModel ?? "",
    platform: client?.systemVersion ?? "",
    systemVersion: client?.systemVersion ?? "",
    apiId: client?.apiId ?? 0,
    appName: "Test",
    appVersion: client?.appVersion ?? "",
    dateCreated: createdAtSec,
    dateActive: activeAtSec,
    ip: "127.0.0.1",
    country: "Local",
    region: "",
  };
}

function refuseFresh({ state, key }: SignedInCall): void {
  const createdAtSec = key.authorization?.createdAtSec ?? 0;
  if (state.nowSec() < createdAtSec + FRESH_SEC) {
    throw new RpcFault(406, "FRESH_RESET_AUTHORISATION_FORBIDDEN");
  }
}

function isFree(state: WorldState, account: Account, username: string): boolean {
  if (!/^[A-Za-z]\w{3,31}$/.test(username)) {
    throw new RpcFault(400, "USERNAME_INVALID");
  }
  const owner = state.accounts.byUsername(username);
  return (owner === undefined || owner === account) && state.chats.byUsername(username) === undefined;
}

import type { TlObject, TlValue } from "../codec/index.js";
import { RpcFault, type ServerPeer } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { KeyRecord } from "../world/KeyRecord.js";
import type { WorldState } from "../world/WorldState.js";

/** One call, without its wrappers. */
export interface Call {
  readonly state: WorldState;
  readonly key: KeyRecord;
  readonly peer: ServerPeer;
  readonly request: TlObject;
}

/** A call by somebody who is signed in. */
export interface SignedInCall extends Call {
  readonly account: Account;
}

/** Answers one method; errors are RpcFaults. */
export type Handler = (call: Call) => TlValue | Promise<TlValue>;

/** Handlers by TL name of the method. */
export type HandlerTable = Readonly<Record<string, Handler>>;

type SignedInHandler = (call: SignedInCall) => TlValue | Promise<TlValue>;

/** A method for everybody who is signed in, on whatever DC. */
export function signedIn(handle: SignedInHandler): Handler {
  return (call) => handle({ ...call, account: accountOf(call) });
}

/** A method for users and bots, on their home DC only. */
export function atHome(handle: SignedInHandler): Handler {
  return signedIn((call) => {
    if (call.key.dcId !== call.account.dcId) {
      throw new RpcFault(303, `USER_MIGRATE_${call.account.dcId}`);
    }
    return handle(call);
  });
}

/** A method that bots are refused. */
export function usersOnly(handle: SignedInHandler): Handler {
  return atHome((call) => {
    if (call.account.isBot) {
      throw new RpcFault(400, "BOT_METHOD_INVALID");
    }
    return handle(call);
  });
}

/** A method that people are refused. */
export function botsOnly(handle: SignedInHandler): Handler {
  return atHome((call) => {
    if (!call.account.isBot) {
      throw new RpcFault(400, "USER_BOT_INVALID");
    }
    return handle(call);
  });
}

/**
 * Who is signed in.
 *
 * @throws RpcFault AUTH_KEY_UNREGISTERED, SESSION_PASSWORD_NEEDED, SESSION_REVOKED,
 *   USER_DEACTIVATED, USER_DEACTIVATED_BAN
 */
export function accountOf({ key, state }: Call): Account {
  const { authorization } = key;
  if (authorization === null) {
    const half = key.awaitingPassword === null ? "AUTH_KEY_UNREGISTERED" : "SESSION_PASSWORD_NEEDED";
    throw new RpcFault(401, key.isRevoked ? "SESSION_REVOKED" : half);
  }
  const { account } = authorization;
  if (account.deactivated !== null) {
    throw new RpcFault(401, account.deactivated === "banned" ? "USER_DEACTIVATED_BAN" : "USER_DEACTIVATED");
  }
  authorization.activeAtSec = state.nowSec();
  return account;
}

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { child, long } from "./fields.js";
import type { SignedInCall } from "./Handler.js";

/**
 * The account that an InputUser or InputPeer names; null when there is none, or when the caller
 * does not know its access hash. Bots may leave the hash out for people who wrote to them.
 */
export function findPeer(call: SignedInCall, input: TlObject): Account | null {
  const { state, account } = call;
  switch (input._) {
    case "inputUserSelf":
    case "inputPeerSelf":
      return account;
    case "inputUser":
    case "inputPeerUser": {
      const target = state.accounts.byId(long(input, "userId"));
      if (target === undefined) {
        return null;
      }
      const hash = long(input, "accessHash");
      const isKnown = target === account || hash === state.accounts.accessHash(account, target);
      const hasMet = account.isBot && hash === 0n && account.mailbox.inChat(target.id).length > 0;
      return isKnown || hasMet ? target : null;
    }
    case "inputUserFromMessage":
    case "inputPeerUserFromMessage": {
      const id = long(input, "userId");
      const chat = findPeer(call, child(input, "peer"));
      const isThere = chat !== null && account.mailbox.inChat(chat.id).some((message) => message.fromId === id);
      return isThere ? (state.accounts.byId(id) ?? null) : null;
    }
    default:
      // Chats and channels: this world has none.
      return null;
  }
}

/** @throws RpcFault PEER_ID_INVALID */
export function requirePeer(call: SignedInCall, field = "peer"): Account {
  const peer = findPeer(call, child(call.request, field));
  if (peer === null) {
    throw new RpcFault(400, "PEER_ID_INVALID");
  }
  return peer;
}

/** @throws RpcFault USER_ID_INVALID */
export function requireUser(call: SignedInCall, field = "id"): Account {
  const user = findPeer(call, child(call.request, field));
  if (user === null) {
    throw new RpcFault(400, "USER_ID_INVALID");
  }
  return user;
}

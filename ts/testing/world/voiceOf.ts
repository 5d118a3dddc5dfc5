import { randomBytes } from "node:crypto";

import { HANDLERS } from "../handlers/index.js";
import { RpcFault, type ServerPeer } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import { KeyRecord } from "./KeyRecord.js";
import type { Voice } from "./Voice.js";
import type { WorldState } from "./WorldState.js";

/** Lets people whom a test plays call the world's methods: the same handlers, without bytes and keys. */
export function voiceOf(state: WorldState): Voice {
  const puppets = new WeakMap<Account, { key: KeyRecord; peer: ServerPeer }>();
  return {
    async call(account, method, fields) {
      const handler = HANDLERS.get(method);
      if (handler === undefined) {
        throw new RpcFault(400, `INPUT_METHOD_INVALID_${state.codec.method(method)?.id ?? 0}_${state.layer}`);
      }
      state.agenda.runDue();
      const puppet = puppets.get(account) ?? newPuppet(account, state);
      puppets.set(account, puppet);
      return handler({ state, ...puppet, request: { ...fields, _: method } });
    },
    input(account, target) {
      switch (target.kind) {
        case "chat":
          return { _: "inputPeerChat", chatId: target.id };
        case "channel":
          return { _: "inputPeerChannel", channelId: target.id, accessHash: state.chats.accessHash(account, target) };
        default:
          return target === account
            ? { _: "inputPeerSelf" }
            : { _: "inputPeerUser", userId: target.id, accessHash: state.accounts.accessHash(account, target) };
      }
    },
    target: (markedId) => state.accounts.byId(markedId) ?? state.chats.byMarkedId(markedId),
    copyOf: (account, message) => state.post.copyOf(message.content, account),
  };
}

/** A key that is signed in and shown to nobody. */
function newPuppet(account: Account, state: WorldState): { key: KeyRecord; peer: ServerPeer } {
  const authKeyId = randomBytes(8).readBigInt64LE(0);
  const key = new KeyRecord(account.dcId, authKeyId);
  key.layer = state.layer;
  key.authorization = { hash: 0n, account, createdAtSec: 0, activeAtSec: 0 };
  const peer: ServerPeer = { dcId: account.dcId, authKeyId, sessionId: authKeyId, keyState: new Map(), push: () => {} };
  return { key, peer };
}

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { Channel } from "../world/Channel.js";
import { peersOf } from "../world/namedPeers.js";
import { phoneDigits } from "../world/phone.js";
import { peerView } from "../world/marked.js";
import { statusView, userView, usersView } from "../world/views.js";
import { children, int, long, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { findUser, requireUser } from "./peers.js";

/** contacts.*: finding people. */
export const contactHandlers: HandlerTable = {
  "contacts.resolveUsername": atHome((call) => {
    const username = text(call.request, "username").replace(/^@/, "");
    if (!/^[A-Za-z]\w{3,31}$/.test(username)) {
      throw new RpcFault(400, "USERNAME_INVALID");
    }
    return resolved(call, call.state.accounts.byUsername(username) ?? call.state.chats.byUsername(username), "USERNAME_NOT_OCCUPIED");
  }),
  "contacts.resolvePhone": usersOnly((call) => {
    const phone = phoneDigits(text(call.request, "phone"));
    return resolved(call, phone === null ? undefined : call.state.accounts.byPhone(phone), "PHONE_NOT_OCCUPIED");
  }),
  "contacts.getContacts": usersOnly(({ state, account }) => {
    const ids = [...account.contacts.keys()];
    return {
      _: "contacts.contacts",
      contacts: ids.map((userId) => ({ _: "contact", userId, mutual: isMutual(account, state.accounts.byId(userId)) })),
      savedCount: 0,
      users: usersView(state.accounts, account, ids),
    };
  }),
  "contacts.getStatuses": usersOnly(({ state, account }) =>
    [...account.contacts.keys()].flatMap((userId) => {
      const contact = state.accounts.byId(userId);
      return contact === undefined ? [] : [{ _: "contactStatus", userId, status: statusView(contact) }];
    }),
  ),
  "contacts.importContacts": usersOnly(importContacts),
  "contacts.addContact": usersOnly((call) => {
    const { state, account, request } = call;
    const user = requireUser(call);
    account.contacts.set(user.id, { firstName: text(request, "firstName"), lastName: text(request, "lastName") });
    return {
      _: "updates",
      updates: [{ _: "updatePeerSettings", peer: peerView(user.id), settings: { _: "peerSettings" } }],
      users: [userView(state.accounts, account, user)],
      chats: [],
      date: state.nowSec(),
      seq: 0,
    };
  }),
  "contacts.deleteContacts": usersOnly((call) => {
    const { state, account, request } = call;
    const users = children(request, "id").flatMap((input) => findUser(call, input) ?? []);
    for (const user of users) {
      account.contacts.delete(user.id);
    }
    return state.post.container(
      account,
      users.map((user) => ({ _: "updatePeerSettings", peer: peerView(user.id), settings: { _: "peerSettings", addContact: true } })),
    );
  }),
  "contacts.block": usersOnly((call) => setBlocked(call, true)),
  "contacts.unblock": usersOnly((call) => setBlocked(call, false)),
  "contacts.getBlocked": usersOnly(({ state, account, request }) => {
    const ids = [...account.blocked];
    const begin = Math.max(0, int(request, "offset"));
    const blocked = ids.slice(begin, begin + Math.max(0, int(request, "limit"))).map((id) => ({ _: "peerBlocked", peerId: peerView(id), date: state.nowSec() }));
    return { _: "contacts.blocked", blocked, ...peersOf(state, account, blocked) };
  }),
  "contacts.search": usersOnly(({ state, account, request }) => {
    const wanted = text(request, "q").replace(/^@/, "").toLowerCase();
    const found = state.accounts
      .all()
      .filter((user) => wanted !== "" && user.username?.toLowerCase().startsWith(wanted) === true);
    const channels = [...state.chats.channels.values()].filter((channel) => wanted !== "" && channel.username?.toLowerCase().startsWith(wanted) === true);
    const results = [...found, ...channels].slice(0, int(request, "limit")).map(({ markedId }) => peerView(markedId));
    return { _: "contacts.found", myResults: [], results, ...peersOf(state, account, results) };
  }),
};

function resolved({ state, account }: SignedInCall, found: Account | Channel | undefined, error: string): TlObject {
  if (found === undefined) {
    throw new RpcFault(400, error);
  }
  const peer = peerView(found.markedId);
  return { _: "contacts.resolvedPeer", peer, ...peersOf(state, account, [peer]) };
}

function importContacts({ state, account, request }: SignedInCall): TlObject {
  const imported = children(request, "contacts").flatMap((contact) => {
    const phone = phoneDigits(text(contact, "phone"));
    const user = phone === null ? undefined : state.accounts.byPhone(phone);
    if (user === undefined) {
      return [];
    }
    account.contacts.set(user.id, { firstName: text(contact, "firstName"), lastName: text(contact, "lastName") });
    return [{ _: "importedContact", userId: user.id, clientId: long(contact, "clientId") }];
  });
  return {
    _: "contacts.importedContacts",
    imported,
    popularInvites: [],
    retryContacts: [],
    users: usersView(
      state.accounts,
      account,
      imported.map(({ userId }) => userId),
    ),
  };
}

/** A bot that is blocked is stopped, and hears so. */
function setBlocked(call: SignedInCall, isBlocked: boolean): boolean {
  const { state, account } = call;
  const user = requireUser(call);
  if (user === account) {
    throw new RpcFault(400, "CONTACT_ID_INVALID");
  }
  if (account.blocked.has(user.id) === isBlocked) {
    return false;
  }
  if (isBlocked) {
    account.blocked.add(user.id);
  } else {
    account.blocked.delete(user.id);
  }
  if (user.isBot) {
    state.tellCounted(user, { _: "updateBotStopped", userId: account.id, date: state.nowSec(), stopped: isBlocked });
  }
  const update: TlObject = { _: "updatePeerBlocked", blocked: isBlocked, peerId: peerView(user.id) };
  state.post.tell(account, () => [update], call.peer);
  return true;
}

function isMutual(account: Account, other: Account | undefined): boolean {
  return other?.contacts.has(account.id) === true;
}

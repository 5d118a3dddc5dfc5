import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { phoneDigits } from "../world/phone.js";
import { peerView } from "../world/marked.js";
import { statusView, userView, usersView } from "../world/views.js";
import { children, int, long, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { requireUser } from "./peers.js";

/** contacts.*: finding people. */
export const contactHandlers: HandlerTable = {
  "contacts.resolveUsername": atHome((call) => {
    const username = text(call.request, "username").replace(/^@/, "");
    if (!/^[A-Za-z]\w{3,31}$/.test(username)) {
      throw new RpcFault(400, "USERNAME_INVALID");
    }
    return resolved(call, call.state.accounts.byUsername(username), "USERNAME_NOT_OCCUPIED");
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
  "contacts.search": usersOnly(({ state, account, request }) => {
    const wanted = text(request, "q").replace(/^@/, "").toLowerCase();
    const found = state.accounts
      .all()
      .filter((user) => wanted !== "" && user.username?.toLowerCase().startsWith(wanted) === true)
      .slice(0, int(request, "limit"));
    return {
      _: "contacts.found",
      myResults: [],
      results: found.map((user) => peerView(user.id)),
      chats: [],
      users: found.map((user) => userView(state.accounts, account, user)),
    };
  }),
};

function resolved({ state, account }: SignedInCall, user: Account | undefined, error: string): TlObject {
  if (user === undefined) {
    throw new RpcFault(400, error);
  }
  return { _: "contacts.resolvedPeer", peer: peerView(user.id), chats: [], users: [userView(state.accounts, account, user)] };
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

function isMutual(account: Account, other: Account | undefined): boolean {
  return other?.contacts.has(account.id) === true;
}

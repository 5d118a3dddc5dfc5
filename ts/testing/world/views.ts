import type { TlObject } from "../codec/index.js";
import type { Account } from "./Account.js";
import type { Accounts } from "./Accounts.js";

/** Seconds after a sign of life during which somebody counts as online. */
const ONLINE_SEC = 300;

/**
 * `user`, as `viewer` sees it.
 *
 * @param kind - `min` for one whose access hash opens nothing but photos (spec/client.md §3.2)
 */
export function userView(accounts: Accounts, viewer: Account, account: Account, kind: "full" | "min" = "full"): TlObject {
  const isSelf = viewer === account;
  const contact = viewer.contacts.get(account.id);
  return {
    _: "user",
    self: isSelf,
    contact: contact !== undefined,
    mutualContact: contact !== undefined && account.contacts.has(viewer.id),
    min: kind === "min",
    bot: account.isBot,
    verified: account.kind === "service",
    support: account.kind === "service",
    id: account.id,
    accessHash: accounts.accessHash(viewer, account, kind),
    firstName: contact?.firstName ?? account.firstName,
    lastName: (contact?.lastName ?? account.lastName) || undefined,
    username: account.username ?? undefined,
    phone: isSelf || contact !== undefined ? (account.phone ?? undefined) : undefined,
    status: account.kind === "user" ? statusView(account) : undefined,
    botInfoVersion: account.isBot ? account.botProfile.version : undefined,
    botInlinePlaceholder: account.isBot ? (account.botProfile.inlinePlaceholder ?? undefined) : undefined,
    // Bots get everything that is said in their groups: as with privacy mode off.
    botChatHistory: account.isBot,
    botNochats: account.isBot && !account.botProfile.joinsGroups,
  };
}

/** UserStatus. */
export function statusView(account: Account): TlObject {
  if (account.lastSeenSec === null) {
    return { _: "userStatusRecently" };
  }
  return account.isOnline
    ? { _: "userStatusOnline", expires: account.lastSeenSec + ONLINE_SEC }
    : { _: "userStatusOffline", wasOnline: account.lastSeenSec };
}

/** The users of a list of ids, each once, as `viewer` sees them. */
export function usersView(accounts: Accounts, viewer: Account, ids: Iterable<bigint>): TlObject[] {
  return [...new Set(ids)].flatMap((id) => {
    const account = accounts.byId(id);
    return account === undefined ? [] : [userView(accounts, viewer, account)];
  });
}

import type { TlObject } from "../codec/index.js";
import type { Account } from "./Account.js";
import type { Accounts } from "./Accounts.js";
import type { MailEvent, StoredMessage } from "./Mailbox.js";

/** Seconds after a sign of life during which somebody counts as online. */
const ONLINE_SEC = 300;

/** `user`, as `viewer` sees it. */
export function userView(accounts: Accounts, viewer: Account, account: Account): TlObject {
  const isSelf = viewer === account;
  const contact = viewer.contacts.get(account.id);
  return {
    _: "user",
    self: isSelf,
    contact: contact !== undefined,
    mutualContact: contact !== undefined && account.contacts.has(viewer.id),
    bot: account.isBot,
    verified: account.kind === "service",
    support: account.kind === "service",
    id: account.id,
    accessHash: accounts.accessHash(viewer, account),
    firstName: contact?.firstName ?? account.firstName,
    lastName: (contact?.lastName ?? account.lastName) || undefined,
    username: account.username ?? undefined,
    phone: isSelf || contact !== undefined ? (account.phone ?? undefined) : undefined,
    status: account.kind === "user" ? statusView(account) : undefined,
    botInfoVersion: account.isBot ? 1 : undefined,
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

/** peerUser. */
export function peerView(id: bigint): TlObject {
  return { _: "peerUser", userId: id };
}

/** `message`, as its owner has it. */
export function messageView(owner: Account, message: StoredMessage): TlObject {
  return {
    _: "message",
    out: message.isOut,
    silent: message.isSilent,
    id: message.id,
    // Left out for what the other person of a private chat wrote: peer_id says it (as real servers do).
    fromId: message.fromId === message.peerId && message.peerId !== owner.id ? undefined : peerView(message.fromId),
    peerId: peerView(message.peerId),
    replyTo: message.replyToId === null ? undefined : { _: "messageReplyHeader", replyToMsgId: message.replyToId },
    date: message.dateSec,
    message: message.text,
    replyMarkup: message.replyMarkup ?? undefined,
    entities: message.entities.length === 0 ? undefined : message.entities,
    editDate: message.editDateSec ?? undefined,
  };
}

/** The update that tells of an entry in the pts log; null when it speaks of a message that is gone. */
export function eventView(owner: Account, event: MailEvent): TlObject | null {
  const { pts, ptsCount } = event;
  switch (event.kind) {
    case "new":
    case "edit": {
      const message = owner.mailbox.messages.get(event.messageId);
      return message === undefined
        ? null
        : { _: event.kind === "new" ? "updateNewMessage" : "updateEditMessage", message: messageView(owner, message), pts, ptsCount };
    }
    case "delete":
      return { _: "updateDeleteMessages", messages: event.messageIds, pts, ptsCount };
    case "readInbox":
      return {
        _: "updateReadHistoryInbox",
        peer: peerView(event.peerId),
        maxId: event.maxId,
        stillUnreadCount: event.stillUnread,
        pts,
        ptsCount,
      };
    case "readOutbox":
      return { _: "updateReadHistoryOutbox", peer: peerView(event.peerId), maxId: event.maxId, pts, ptsCount };
    default:
      return event satisfies never;
  }
}

/** Ids of the people that an entry of the pts log speaks of. */
export function peopleIn(owner: Account, event: MailEvent): bigint[] {
  if (event.kind === "readInbox" || event.kind === "readOutbox") {
    return [event.peerId];
  }
  const message = event.kind === "delete" ? undefined : owner.mailbox.messages.get(event.messageId);
  return message === undefined ? [] : [message.fromId, message.peerId];
}

/** The users of a list of ids, each once, as `viewer` sees them. */
export function usersView(accounts: Accounts, viewer: Account, ids: Iterable<bigint>): TlObject[] {
  return [...new Set(ids)].flatMap((id) => {
    const account = accounts.byId(id);
    return account === undefined ? [] : [userView(accounts, viewer, account)];
  });
}

import { isObject, type TlObject, type TlValue } from "../codec/index.js";
import type { Account } from "./Account.js";
import { chatView } from "./chatViews.js";
import type { Directory } from "./Directory.js";
import { markedChannel, markedChat } from "./marked.js";
import { userView } from "./views.js";

/** Fields that hold the bare id of a user. */
const USER_FIELDS = ["userId", "inviterId", "adminId", "viaBotId", "promotedBy", "kickedBy", "botId", "actorId", "approvedBy"];
/** Fields that hold bare ids of users. */
const USER_LISTS = ["users", "recentRequesters"];

/** Who may be told in a short form (spec/client.md §3.2): for pushes of channels, if the world is so. */
export interface PeerDetail {
  /** Marked ids that are never min: the chat itself. */
  readonly known: ReadonlySet<bigint>;
}

/**
 * The users and chats that TL objects name, as their containers carry them.
 *
 * @param detail - makes strangers and foreign channels `min`; null for full objects
 */
export function peersOf(
  directory: Directory,
  viewer: Account,
  objects: readonly TlValue[],
  detail: PeerDetail | null = null,
): { users: TlObject[]; chats: TlObject[] } {
  const named = namedIn(objects);
  const users: TlObject[] = [];
  const chats: TlObject[] = [];
  for (const marked of named) {
    const account = directory.accounts.byId(marked);
    if (account !== undefined) {
      const isKnown = detail === null || account === viewer || viewer.contacts.has(account.id) || detail.known.has(marked);
      users.push(userView(directory.accounts, viewer, account, isKnown ? "full" : "min"));
      continue;
    }
    const chat = directory.chats.byMarkedId(marked);
    if (chat !== undefined) {
      const isKnown = detail === null || chat.isMember(viewer.id) || detail.known.has(marked);
      chats.push(chatView(directory, viewer, chat, isKnown ? "full" : "min"));
    }
  }
  return { users, chats };
}

/** Marked ids of everybody and everything that TL objects name. */
export function namedIn(objects: readonly TlValue[]): Set<bigint> {
  const named = new Set<bigint>();
  for (const object of objects) {
    collect(object, named);
  }
  return named;
}

function collect(value: TlValue, into: Set<bigint>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly TlValue[]) {
      collect(item, into);
    }
    return;
  }
  if (!isObject(value)) {
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === "bigint") {
      if (USER_FIELDS.includes(field)) {
        into.add(inner);
      } else if (field === "chatId") {
        into.add(markedChat(inner));
      } else if (field === "channelId") {
        into.add(markedChannel(inner));
      }
    } else if (typeof inner === "object" && !(inner instanceof Uint8Array)) {
      if (USER_LISTS.includes(field) && Array.isArray(inner)) {
        for (const id of inner as readonly TlValue[]) {
          if (typeof id === "bigint") {
            into.add(id);
          }
        }
      }
      collect(inner, into);
    }
  }
}

import type { PeerRow, SessionRow } from "../native.js";
import { normalPhone, normalUsername } from "./checkStored.js";
import type { PeerRecord, StoredPeer, StoredPeerType, StoredSession } from "./Storage.js";

export function sessionFromRow(row: SessionRow): StoredSession {
  return {
    dcId: row.dcId,
    // Some programs write 0 for what they do not know.
    apiId: row.apiId || null,
    testMode: row.testMode,
    authKey: row.authKey,
    userId: row.userId || null,
    isBot: row.isBot,
    date: row.date,
  };
}

/** `row` with the given fields changed. */
export function sessionToRow(row: SessionRow, patch: Partial<StoredSession>): SessionRow {
  const { dcId, apiId, testMode, authKey, userId, isBot, date } = patch;
  return {
    dcId: dcId ?? row.dcId,
    apiId: apiId === undefined ? row.apiId : apiId,
    testMode: testMode === undefined ? row.testMode : testMode,
    authKey: authKey === undefined ? row.authKey : authKey && Buffer.from(authKey),
    userId: userId === undefined ? row.userId : userId,
    isBot: isBot === undefined ? row.isBot : isBot,
    date: date ?? row.date,
  };
}

export function peerFromRow(row: PeerRow | null): StoredPeer | null {
  return row && {
    id: row.id,
    accessHash: row.accessHash,
    type: peerType(row),
    username: row.username,
    phoneNumber: row.phoneNumber,
  };
}

export function peerToRow(peer: PeerRecord): PeerRow {
  return {
    id: peer.id,
    accessHash: peer.accessHash,
    kind: peer.type,
    username: peer.username === null ? null : normalUsername(peer.username),
    phoneNumber: peer.phoneNumber === null ? null : normalPhone(peer.phoneNumber),
    usernames: peer.usernames?.map(normalUsername) ?? null,
  };
}

/** Forks of Pyrogram write more words (`forum`, `direct`); the marked id tells what those are. */
function peerType({ kind, id }: PeerRow): StoredPeerType {
  switch (kind) {
    case "user":
    case "bot":
    case "group":
    case "channel":
    case "supergroup":
      return kind;
    default:
      return id > 0 ? "user" : id > -1_000_000_000_000 ? "group" : "supergroup";
  }
}

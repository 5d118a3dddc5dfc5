import type { PeerRecord } from "../storage/index.js";
import type { tl } from "../tl/index.js";
import { markedIdOf } from "./markedId.js";
import { activeUsernames } from "./username.js";

/** What of a full user or chat goes into the session file; null when it has no access hash to keep. */
export function peerRecord(peer: tl.User | tl.Chat): Required<PeerRecord> | null {
  const id = markedIdOf(peer);
  switch (peer._) {
    case "user": {
      if (peer.accessHash === undefined) return null;
      const usernames = activeUsernames(peer);
      const type = peer.bot === true ? "bot" : "user";
      return { id, accessHash: peer.accessHash, type, username: usernames[0] ?? null, phoneNumber: peer.phone ?? null, usernames };
    }
    case "chat":
    case "chatForbidden":
      return { id, accessHash: 0n, type: "group", username: null, phoneNumber: null, usernames: [] };
    case "channel":
    case "channelForbidden": {
      if (peer.accessHash === undefined) return null;
      const usernames = peer._ === "channel" ? activeUsernames(peer) : [];
      const type = peer.broadcast === true ? "channel" : "supergroup";
      return { id, accessHash: peer.accessHash, type, username: usernames[0] ?? null, phoneNumber: null, usernames };
    }
    case "community":
    case "communityForbidden":
      if (peer.accessHash === undefined) return null;
      return { id, accessHash: peer.accessHash, type: "supergroup", username: null, phoneNumber: null, usernames: [] };
    case "userEmpty":
    case "chatEmpty":
      return null;
  }
}

export function isMin(peer: tl.User | tl.Chat): boolean {
  return "min" in peer && peer.min === true;
}

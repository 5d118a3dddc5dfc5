import type { tl } from "../tl/index.js";

/** Whether enough is known of a peer to name it to the server. Must answer at once. */
export type KnowsPeer = (peer: tl.Peer) => boolean;

/**
 * The first peer of a message that is not known: the update cannot be handled as it is, its difference brings
 * the peer along (spec/client.md §3.2).
 */
export function unknownPeer(update: tl.Update, knows: KnowsPeer): tl.Peer | null {
  if (!("message" in update) || typeof update.message !== "object") return null;
  const { message } = update;
  if (message._ !== "message" && message._ !== "messageService") return null;
  // Most messages name one or two, and each message is asked about: no list is made of them.
  const { peerId, fromId, savedPeerId } = message;
  const unknown = (peer: tl.Peer | undefined): tl.Peer | null => (peer === undefined || knows(peer) ? null : peer);
  return unknown(peerId) ?? unknown(fromId) ?? unknown(savedPeerId) ?? (message._ === "message" ? unknownInMessage(message, unknown) : unknownMember(message.action, unknown));
}

type Unknown = (peer: tl.Peer | undefined) => tl.Peer | null;

function unknownInMessage({ fwdFrom, viaBotId, viaBusinessBotId, entities }: tl.RawMessage, unknown: Unknown): tl.Peer | null {
  return (
    unknown(fwdFrom?.fromId) ??
    unknown(fwdFrom?.savedFromPeer) ??
    unknown(userOrNone(viaBotId)) ??
    unknown(userOrNone(viaBusinessBotId)) ??
    (entities === undefined ? null : unknownMention(entities, unknown))
  );
}

function unknownMention(entities: readonly tl.MessageEntity[], unknown: Unknown): tl.Peer | null {
  for (const entity of entities) {
    const found = entity._ === "messageEntityMentionName" ? unknown(userOrNone(entity.userId)) : null;
    if (found !== null) return found;
  }
  return null;
}

function unknownMember(action: tl.MessageAction, unknown: Unknown): tl.Peer | null {
  const members = "users" in action ? action.users : "userId" in action && typeof action.userId === "number" ? [action.userId] : [];
  for (const userId of members) {
    const found = unknown(userOrNone(userId));
    if (found !== null) return found;
  }
  return null;
}

function userOrNone(userId: number | undefined): tl.Peer | undefined {
  return userId === undefined ? undefined : { _: "peerUser", userId };
}

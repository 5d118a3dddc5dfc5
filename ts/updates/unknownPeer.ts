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
  for (const peer of peersOf(message)) if (peer !== undefined && !knows(peer)) return peer;
  return null;
}

function peersOf(message: tl.RawMessage | tl.RawMessageService): readonly (tl.Peer | undefined)[] {
  const { fromId, peerId, savedPeerId } = message;
  const common = [peerId, fromId, savedPeerId];
  if (message._ === "messageService") return [...common, ...membersIn(message.action)];
  const { fwdFrom, viaBotId, viaBusinessBotId, entities = [] } = message;
  return [
    ...common,
    fwdFrom?.fromId,
    fwdFrom?.savedFromPeer,
    ...[viaBotId, viaBusinessBotId].map(userOrNone),
    ...entities.map((entity) => (entity._ === "messageEntityMentionName" ? userOrNone(entity.userId) : undefined)),
  ];
}

function membersIn(action: tl.MessageAction): readonly (tl.Peer | undefined)[] {
  if ("users" in action) return action.users.map(userOrNone);
  return "userId" in action && typeof action.userId === "number" ? [userOrNone(action.userId)] : [];
}

function userOrNone(userId: number | undefined): tl.Peer | undefined {
  return userId === undefined ? undefined : { _: "peerUser", userId };
}

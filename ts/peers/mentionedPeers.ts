import type { tl } from "../tl/index.js";
import { markedChannelId, markedId } from "./markedId.js";

/**
 * Marked ids of the users and channels that a message mentions: whoever of them comes only as a
 * `min` object can be named to Telegram by this message (spec/client.md §3.2).
 */
export function mentionedPeers(message: tl.RawMessage | tl.RawMessageService): number[] {
  const found: number[] = [];
  const add = (peer: tl.Peer | undefined): void => {
    if (peer !== undefined) found.push(markedId(peer));
  };
  const addForward = (header: tl.MessageFwdHeader | undefined): void => {
    add(header?.fromId);
    add(header?.savedFromPeer);
    add(header?.savedFromId);
  };
  add(message.fromId);
  addReply(message.replyTo, add, addForward);
  if (message._ === "messageService") {
    addAction(message.action, found, add);
    return found;
  }
  addForward(message.fwdFrom);
  if (message.viaBotId !== undefined) found.push(message.viaBotId);
  if (message.viaBusinessBotId !== undefined) found.push(message.viaBusinessBotId);
  for (const entity of message.entities ?? []) if (entity._ === "messageEntityMentionName") found.push(entity.userId);
  addMedia(message.media, found, add);
  return found;
}

type Add = (peer: tl.Peer | undefined) => void;

function addReply(reply: tl.MessageReplyHeader | undefined, add: Add, addForward: (header: tl.MessageFwdHeader | undefined) => void): void {
  if (reply === undefined) return;
  if (reply._ === "messageReplyStoryHeader") return add(reply.peer);
  add(reply.replyToPeerId);
  addForward(reply.replyFrom);
}

function addMedia(media: tl.MessageMedia | undefined, found: number[], add: Add): void {
  switch (media?._) {
    case "messageMediaContact":
      if (media.userId !== 0) found.push(media.userId);
      break;
    case "messageMediaStory":
      add(media.peer);
      break;
    case "messageMediaGiveaway":
      found.push(...media.channels.map(markedChannelId));
      break;
    case "messageMediaGiveawayResults":
      found.push(markedChannelId(Number(media.channelId)), ...media.winners.map(Number));
  }
}

function addAction(action: tl.MessageAction, found: number[], add: Add): void {
  switch (action._) {
    case "messageActionChatCreate":
    case "messageActionChatAddUser":
    case "messageActionInviteToGroupCall":
      found.push(...action.users);
      break;
    case "messageActionChatDeleteUser":
      found.push(action.userId);
      break;
    case "messageActionChatJoinedByLink":
      found.push(action.inviterId);
      break;
    case "messageActionRequestedPeer":
      action.peers.forEach(add);
      break;
    case "messageActionGeoProximityReached":
      add(action.fromId);
      add(action.toId);
  }
}

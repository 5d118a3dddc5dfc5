import { TlError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { Message, PeerIndex } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";

/**
 * The messages in what Telegram answers to a call that sends or changes some. With `randomIds` those that these ids
 * were given to, in their order; without, all.
 */
export function messagesOf(client: MethodClient, updates: tl.Updates, randomIds?: readonly bigint[]): Message[] {
  if (updates._ === "updateShort") return messagesOf(client, { ...CONTAINER, updates: [updates.update], date: updates.date }, randomIds);
  if (updates._ !== "updates" && updates._ !== "updatesCombined") return [];
  const peers = PeerIndex.of(updates);
  const view = (raw: tl.Message): Message => new Message(raw, peers, client.objects);
  const messages = updates.updates.map(messageIn).filter((message) => message !== null);
  if (randomIds === undefined) return messages.map(view);
  const ids = new Map<bigint, number>();
  for (const update of updates.updates) if (update._ === "updateMessageID") ids.set(update.randomId, update.id);
  return randomIds.flatMap((randomId) => {
    const id = ids.get(randomId);
    const found = messages.find((message) => message.id === id);
    return found === undefined ? [] : [view(found)];
  });
}

const CONTAINER = { _: "updates", users: [], chats: [], seq: 0 } satisfies Omit<tl.RawUpdates, "updates" | "date">;

/** What is known of a message before it is sent, for the answer that says no more than its id and date. */
export interface OwnMessage {
  readonly peer: tl.InputPeer;
  readonly message: string;
  readonly entities: tl.MessageEntity[] | undefined;
  readonly replyTo: tl.InputReplyTo | undefined;
  readonly silent: true | undefined;
}

/** The one message that a call has sent. @throws TlError when the answer has none */
export function sentMessage(client: MethodClient, updates: tl.Updates, randomId: bigint, own: OwnMessage): Message {
  if (updates._ === "updateShortSentMessage") return new Message(shortSentMessage(client, updates, own), PeerIndex.EMPTY, client.objects);
  // A server that leaves the pairing out has only one message to speak of.
  const [message] = [...messagesOf(client, updates, [randomId]), ...messagesOf(client, updates)];
  if (message === undefined) throw new TlError(`the answer to a sent message holds no message: ${updates._}`);
  return message;
}

/** Telegram's short answer to a text: the rest is what was sent (spec/client.md §4.2). */
function shortSentMessage(client: MethodClient, short: tl.RawUpdateShortSentMessage, own: OwnMessage): tl.RawMessage {
  return {
    _: "message",
    out: true,
    silent: own.silent,
    id: short.id,
    fromId: { _: "peerUser", userId: client.selfId },
    peerId: peerOf(client, own.peer),
    replyTo: replyHeader(client, own.replyTo),
    date: short.date,
    message: own.message,
    media: short.media,
    // Mentions of users come back as such; what was sent had access hashes.
    entities: short.entities ?? own.entities?.filter((entity) => entity._ !== "inputMessageEntityMentionName"),
    ttlPeriod: short.ttlPeriod,
  };
}

/** The peer that an input names. */
export function peerOf(client: MethodClient, peer: tl.InputPeer): tl.Peer {
  switch (peer._) {
    case "inputPeerUser":
    case "inputPeerUserFromMessage":
      return { _: "peerUser", userId: peer.userId };
    case "inputPeerChat":
      return { _: "peerChat", chatId: peer.chatId };
    case "inputPeerChannel":
    case "inputPeerChannelFromMessage":
      return { _: "peerChannel", channelId: peer.channelId };
    case "inputPeerSelf":
    case "inputPeerEmpty":
      return { _: "peerUser", userId: client.selfId };
  }
}

function replyHeader(client: MethodClient, replyTo: tl.InputReplyTo | undefined): tl.MessageReplyHeader | undefined {
  if (replyTo?._ !== "inputReplyToMessage") return undefined;
  const { replyToMsgId, topMsgId, replyToPeerId, quoteText, quoteEntities, quoteOffset } = replyTo;
  return {
    _: "messageReplyHeader",
    replyToMsgId,
    replyToTopId: topMsgId,
    replyToPeerId: replyToPeerId === undefined ? undefined : peerOf(client, replyToPeerId),
    quote: quoteText === undefined ? undefined : true,
    quoteText,
    quoteEntities,
    quoteOffset,
  };
}

function messageIn(update: tl.Update): tl.Message | null {
  switch (update._) {
    case "updateNewMessage":
    case "updateNewChannelMessage":
    case "updateNewScheduledMessage":
    case "updateEditMessage":
    case "updateEditChannelMessage":
    case "updateBotNewBusinessMessage":
    case "updateBotEditBusinessMessage":
      return update.message;
    default:
      return null;
  }
}

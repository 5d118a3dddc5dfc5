import type { TlObject } from "../codec/index.js";
import type { Account } from "./Account.js";
import type { Channel } from "./Channel.js";
import type { BoxEvent } from "./boxEvents.js";
import type { Directory } from "./Directory.js";
import type { ReplyTo } from "./Letter.js";
import { peerView, unmarked } from "./marked.js";
import type { Box, Content, StoredMessage } from "./StoredMessage.js";

/** How many of the latest reactions are named one by one. */
const RECENT_REACTIONS = 3;

/** `message` or `messageService`, as `viewer` sees it. */
export function messageView(directory: Directory, viewer: Account, message: StoredMessage): TlObject {
  const { content, peerId, id } = message;
  const channel = channelOf(directory, peerId);
  const isPost = channel?.isBroadcast === true;
  const common = {
    out: channel === null ? message.isOut : content.senderId === viewer.id,
    mentioned: isMentioned(viewer, message),
    silent: content.isSilent,
    post: isPost,
    id,
    // Left out where peer_id says it: for posts, and for what the other person of a private chat wrote.
    fromId: content.fromId === peerId && peerId !== viewer.id ? undefined : peerView(content.fromId),
    peerId: peerView(peerId),
    replyTo: message.reply === null ? undefined : replyView(message.reply),
    date: content.dateSec,
  };
  if (content.action !== null) {
    return { _: "messageService", ...common, action: content.action };
  }
  return {
    _: "message",
    ...common,
    fromScheduled: content.isFromScheduled,
    pinned: message.isPinned,
    noforwards: content.isProtected,
    fwdFrom: content.forward ?? undefined,
    viaBotId: content.viaBotId ?? undefined,
    message: content.text,
    media: mediaView(content, viewer),
    replyMarkup: content.replyMarkup ?? undefined,
    entities: content.entities.length === 0 ? undefined : content.entities,
    views: isPost ? content.views : undefined,
    forwards: isPost ? content.forwards : undefined,
    editDate: content.editDateSec ?? undefined,
    postAuthor: content.postAuthor ?? undefined,
    groupedId: content.groupedId ?? undefined,
    reactions: content.reactions.isEmpty ? undefined : reactionsView(content, viewer, !isPost),
  };
}

/** Whether a message speaks to somebody: names them, or answers what they wrote. */
export function isMentioned(viewer: Account, { content, box, replyToId, peerId }: StoredMessage): boolean {
  if (content.senderId === viewer.id || unmarked(peerId).kind === "user") {
    return false;
  }
  const answered = replyToId === null ? undefined : box.messages.get(replyToId);
  const isNamed = viewer.username !== null && content.text.toLowerCase().split(/[^@\w]+/).includes(`@${viewer.username.toLowerCase()}`);
  return isNamed || content.mentions.has(viewer.id) || (answered !== undefined && answered.content.action === null && answered.content.senderId === viewer.id);
}

/** MessageMedia, with the results of a poll as the viewer may see them. */
export function mediaView({ poll, media }: Pick<Content, "poll" | "media">, viewer: Account): TlObject | undefined {
  return poll === null ? (media ?? undefined) : { _: "messageMediaPoll", poll: poll.view(viewer.id), results: poll.results(viewer.id) };
}

/** messageReactions. */
export function reactionsView({ reactions }: Content, viewer: Account, isListed: boolean): TlObject {
  const recent = reactions.given().slice(-RECENT_REACTIONS).reverse();
  return {
    _: "messageReactions",
    canSeeList: isListed,
    results: reactions.counts(viewer.id),
    recentReactions: isListed
      ? recent.map(({ userId, reaction, dateSec }) => ({
          _: "messagePeerReaction",
          my: userId === viewer.id,
          peerId: peerView(userId),
          date: dateSec,
          reaction,
        }))
      : undefined,
  };
}

function replyView({ messageId, topId, isForumTopic, peerId, from, quote }: ReplyTo): TlObject {
  return {
    _: "messageReplyHeader",
    forumTopic: isForumTopic === true,
    quote: quote !== null && quote !== undefined,
    replyToMsgId: messageId ?? undefined,
    replyToPeerId: peerId === null || peerId === undefined ? undefined : peerView(peerId),
    replyFrom: from ?? undefined,
    replyToTopId: topId ?? undefined,
    quoteText: quote?.text,
    quoteEntities: (quote?.entities.length ?? 0) === 0 ? undefined : quote?.entities,
    quoteOffset: quote?.offset ?? undefined,
  };
}

/** The update that tells of an entry in a pts log; null when it speaks of a message that is gone. */
export function eventView(directory: Directory, viewer: Account, box: Box, event: BoxEvent, channel: Channel | null): TlObject | null {
  const { pts, ptsCount } = event;
  switch (event.kind) {
    case "new":
    case "edit": {
      const message = box.messages.get(event.messageId);
      if (message === undefined) {
        return null;
      }
      const isNew = event.kind === "new";
      const name = channel === null ? (isNew ? "updateNewMessage" : "updateEditMessage") : isNew ? "updateNewChannelMessage" : "updateEditChannelMessage";
      return { _: name, message: messageView(directory, viewer, message), pts, ptsCount };
    }
    case "delete":
      return channel === null
        ? { _: "updateDeleteMessages", messages: event.messageIds, pts, ptsCount }
        : { _: "updateDeleteChannelMessages", channelId: channel.id, messages: event.messageIds, pts, ptsCount };
    case "pin": {
      const common = { pinned: event.isPinned, messages: event.messageIds, pts, ptsCount };
      return channel === null
        ? { _: "updatePinnedMessages", peer: peerView(event.peerId), ...common }
        : { _: "updatePinnedChannelMessages", channelId: channel.id, ...common };
    }
    case "readContents":
      return { _: "updateReadMessagesContents", messages: event.messageIds, pts, ptsCount };
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

/** The channel of a marked id; null for private chats and basic groups. */
export function channelOf({ chats }: Directory, peerId: bigint): Channel | null {
  const { kind, id } = unmarked(peerId);
  return kind === "channel" ? (chats.channels.get(id) ?? null) : null;
}

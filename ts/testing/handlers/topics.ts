import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Channel } from "../world/Channel.js";
import { peerView } from "../world/marked.js";
import { messageView } from "../world/messageViews.js";
import { peersOf } from "../world/namedPeers.js";
import { GENERAL_TOPIC, topicCreated, type Topic } from "../world/Topics.js";
import { int, list, long, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { isInThread } from "./history.js";
import { serviceMessage } from "./membership.js";
import { requirePeer } from "./peers.js";
import { hasAdminRight, requireAdmin, requireAdminOrRight } from "./permissions.js";
import { NOTIFY_SETTINGS } from "./users.js";

const MAX_TITLE = 128;
/** Most topics in one answer. */
const MAX_PAGE = 100;

/** messages.* about the topics of forums. */
export const topicHandlers: HandlerTable = {
  "messages.createForumTopic": atHome(createTopic),
  "messages.editForumTopic": atHome(editTopic),
  "messages.getForumTopics": usersOnly((call) => {
    const forum = requireForum(call);
    const { request } = call;
    const query = (optional(request, "q", text) ?? "").toLowerCase();
    const all = [...forum.topics.byId.values()].filter(({ title }) => title.toLowerCase().includes(query)).sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || topOf(forum, b) - topOf(forum, a));
    const offset = int(request, "offsetTopic");
    const begin = offset === 0 ? 0 : all.findIndex(({ id }) => id === offset) + 1;
    return topicsView(call, forum, all.slice(begin, begin + Math.max(0, Math.min(int(request, "limit"), MAX_PAGE))), all.length);
  }),
  "messages.getForumTopicsByID": atHome((call) => {
    const forum = requireForum(call);
    const ids = list(call.request, "topics").filter((id) => typeof id === "number");
    const found = ids.flatMap((id) => forum.topics.byId.get(id) ?? []);
    return topicsView(call, forum, found, found.length);
  }),
  "messages.updatePinnedForumTopic": usersOnly((call) => {
    const forum = requireForum(call);
    requireAdmin(call, forum, "manageTopics");
    const topic = requireTopic(forum, int(call.request, "topicId"));
    topic.isPinned = call.request["pinned"] === true;
    const update: TlObject = { _: "updatePinnedForumTopic", pinned: topic.isPinned, peer: peerView(forum.markedId), topicId: topic.id };
    call.state.post.announce(forum, () => [update], call.peer);
    return call.state.post.container(call.account, [update]);
  }),
  "messages.deleteTopicHistory": atHome((call) => {
    const { state, account, request, peer: session } = call;
    const forum = requireForum(call);
    const topic = requireTopic(forum, int(request, "topMsgId"));
    if (!hasAdminRight(account, forum, "deleteMessages") && topic.creatorId !== account.id) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    const ids = forum.box.newestFirst().flatMap((message) => (isInThread(message, topic.id) ? [message.id] : []));
    const event = state.post.delete(forum.box, ids, [], session);
    forum.topics.byId.delete(topic.id);
    return { _: "messages.affectedHistory", pts: event?.pts ?? forum.box.pts, ptsCount: event?.ptsCount ?? 0, offset: 0 };
  }),
};

function createTopic(call: SignedInCall): TlObject {
  const { state, account, request, peer: session } = call;
  const forum = requireForum(call);
  requireAdminOrRight(call, forum, "manageTopics");
  const title = checkedTopicTitle(text(request, "title"));
  const randomId = long(request, "randomId");
  // The topic has the id of the message that opens it.
  const topic = forum.topics.create(forum.box.lastId + 1, account.id, state.nowSec(), title, optional(request, "iconColor", int), optional(request, "iconEmojiId", long));
  const answer = serviceMessage({ ...call, peer: session }, forum, topicCreated(topic));
  return { ...answer, updates: [{ _: "updateMessageID", id: topic.id, randomId }, ...(answer["updates"] as readonly TlObject[])] };
}

function editTopic(call: SignedInCall): TlObject {
  const { account, request } = call;
  const forum = requireForum(call);
  const topic = requireTopic(forum, int(request, "topicId"));
  if (topic.creatorId !== account.id) {
    requireAdmin(call, forum, "manageTopics");
  }
  const title = optional(request, "title", text);
  const { closed, hidden } = request;
  const iconEmojiId = optional(request, "iconEmojiId", long);
  if (hidden !== undefined && topic.id !== GENERAL_TOPIC) {
    throw new RpcFault(400, "TOPIC_ID_INVALID");
  }
  const isSame =
    (title === null || title === topic.title) &&
    (closed === undefined || closed === topic.isClosed) &&
    (hidden === undefined || hidden === topic.isHidden) &&
    (iconEmojiId === null || iconEmojiId === topic.iconEmojiId);
  if (isSame) {
    throw new RpcFault(400, "TOPIC_NOT_MODIFIED");
  }
  topic.title = title === null ? topic.title : checkedTopicTitle(title);
  topic.isClosed = typeof closed === "boolean" ? closed : topic.isClosed;
  topic.isHidden = typeof hidden === "boolean" ? hidden : topic.isHidden;
  topic.iconEmojiId = iconEmojiId ?? topic.iconEmojiId;
  const action: TlObject = { _: "messageActionTopicEdit", title: title ?? undefined, iconEmojiId: iconEmojiId ?? undefined, closed, hidden };
  return serviceMessage(call, forum, action, topic.id === GENERAL_TOPIC ? {} : { topicId: topic.id });
}

function topicsView({ state, account }: SignedInCall, forum: Channel, topics: readonly Topic[], count: number): TlObject {
  const tops = topics.flatMap((topic) => forum.box.messages.get(topOf(forum, topic)) ?? []).map((message) => messageView(state, account, message));
  const views = topics.map((topic): TlObject => {
    const read = topic.readInbox.get(account.id) ?? 0;
    return {
      _: "forumTopic",
      my: topic.creatorId === account.id,
      closed: topic.isClosed,
      pinned: topic.isPinned,
      hidden: topic.isHidden,
      id: topic.id,
      date: topic.dateSec,
      peer: peerView(forum.markedId),
      title: topic.title,
      iconColor: topic.iconColor,
      iconEmojiId: topic.iconEmojiId ?? undefined,
      topMessage: topOf(forum, topic),
      readInboxMaxId: read,
      readOutboxMaxId: forum.readOutboxMaxId,
      unreadCount: forum.box.newestFirst().filter((message) => message.id > read && message.content.senderId !== account.id && isInThread(message, topic.id)).length,
      unreadMentionsCount: 0,
      unreadReactionsCount: 0,
      unreadPollVotesCount: 0,
      fromId: peerView(topic.creatorId),
      notifySettings: NOTIFY_SETTINGS,
    };
  });
  const named = peersOf(state, account, [...views, ...tops, { _: "peerChannel", channelId: forum.id }]);
  return { _: "messages.forumTopics", count, topics: views, messages: tops, ...named, pts: forum.box.pts };
}

/** Id of the newest message of a topic. */
function topOf(forum: Channel, topic: Topic): number {
  return forum.box.newestFirst().find((message) => isInThread(message, topic.id))?.id ?? topic.id;
}

/** @throws RpcFault CHANNEL_FORUM_MISSING */
function requireForum(call: SignedInCall): Channel {
  const peer = requirePeer(call);
  if (peer.kind !== "channel" || !peer.isForum) {
    throw new RpcFault(400, "CHANNEL_FORUM_MISSING");
  }
  return peer;
}

/** @throws RpcFault TOPIC_ID_INVALID */
function requireTopic(forum: Channel, id: number): Topic {
  const topic = forum.topics.byId.get(id);
  if (topic === undefined) {
    throw new RpcFault(400, "TOPIC_ID_INVALID");
  }
  return topic;
}

/** @throws RpcFault TOPIC_TITLE_EMPTY */
function checkedTopicTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === "") {
    throw new RpcFault(400, "TOPIC_TITLE_EMPTY");
  }
  return trimmed.slice(0, MAX_TITLE);
}

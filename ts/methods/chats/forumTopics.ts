import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { ForumTopic } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { checkMessageId, checkString, messageIdList } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId } from "../randomId.js";
import { TlError } from "../../errors/index.js";

/** "General" has this number in every forum. */
const GENERAL = 1;
const PAGE = 100;

export interface CreateForumTopicOptions {
  /** RGB, one of the colours that apps offer. */
  readonly iconColor?: number | undefined;
  /** Id of a custom emoji. */
  readonly iconEmojiId?: bigint | undefined;
}

/** Makes a topic in a forum. @throws {RpcError} CHAT_ADMIN_REQUIRED, CHANNEL_FORUM_MISSING … */
export async function createForumTopic(
  client: MethodClient,
  chatId: PeerLike,
  title: string,
  { iconColor, iconEmojiId }: CreateForumTopicOptions = {},
): Promise<ForumTopic> {
  checkString(title, "title");
  const peer = await client.resolvePeer(chatId, "chatId");
  const updates = await client.invoke({ _: "messages.createForumTopic", peer, title, iconColor, iconEmojiId, randomId: randomId() });
  const id = "updates" in updates ? updates.updates.find((update) => update._ === "updateMessageID")?.id : undefined;
  const [topic] = id === undefined ? [] : await getForumTopicsById(client, chatId, [id]);
  if (topic === undefined) throw new TlError("the answer to a new topic does not hold it");
  return topic;
}

export interface EditForumTopicOptions {
  readonly title?: string | undefined;
  /** Id of a custom emoji; 0 takes it away. */
  readonly iconEmojiId?: bigint | undefined;
}

/** Changes name and icon of a topic. @throws {RpcError} CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID, TOPIC_NOT_MODIFIED … */
export async function editForumTopic(client: MethodClient, chatId: PeerLike, topicId: number, options: EditForumTopicOptions = {}): Promise<void> {
  await edit(client, chatId, topicId, options);
}

/** Closes a topic: only administrators write there then. @throws {RpcError} CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID … */
export async function closeForumTopic(client: MethodClient, chatId: PeerLike, topicId: number): Promise<void> {
  await edit(client, chatId, topicId, { closed: true });
}

/** Opens a closed topic again. @throws {RpcError} CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID … */
export async function reopenForumTopic(client: MethodClient, chatId: PeerLike, topicId: number): Promise<void> {
  await edit(client, chatId, topicId, { closed: false });
}

/** Deletes a topic with all its messages. @throws {RpcError} CHAT_ADMIN_REQUIRED, TOPIC_ID_INVALID … */
export async function deleteForumTopic(client: MethodClient, chatId: PeerLike, topicId: number): Promise<void> {
  checkMessageId(topicId, "topicId");
  const peer = await client.resolvePeer(chatId, "chatId");
  for (;;) {
    const { offset } = await client.invoke({ _: "messages.deleteTopicHistory", peer, topMsgId: topicId });
    if (offset <= 0) return;
  }
}

/** Changes the name of the topic "General". @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function editGeneralTopic(client: MethodClient, chatId: PeerLike, title: string): Promise<void> {
  checkString(title, "title");
  await edit(client, chatId, GENERAL, { title });
}

/** Closes the topic "General". @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function closeGeneralTopic(client: MethodClient, chatId: PeerLike): Promise<void> {
  await edit(client, chatId, GENERAL, { closed: true });
}

/** Opens the topic "General" again. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function reopenGeneralTopic(client: MethodClient, chatId: PeerLike): Promise<void> {
  await edit(client, chatId, GENERAL, { closed: false });
}

/** Hides the topic "General", and closes it. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function hideGeneralTopic(client: MethodClient, chatId: PeerLike): Promise<void> {
  await edit(client, chatId, GENERAL, { hidden: true });
}

/** Shows the topic "General" again. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function unhideGeneralTopic(client: MethodClient, chatId: PeerLike): Promise<void> {
  await edit(client, chatId, GENERAL, { hidden: false });
}

/** The topics of a forum, the newest first. Users only. @throws {RpcError} CHANNEL_FORUM_MISSING … */
export function getForumTopics(client: MethodClient, chatId: PeerLike, options: ListOptions = {}): AsyncList<ForumTopic> {
  return asyncList(options, PAGE, () => {
    let from = { offsetDate: 0, offsetId: 0, offsetTopic: 0 };
    let seen = 0;
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      const answer = await client.invoke({ _: "messages.getForumTopics", peer, ...from, limit }, { signal: options.signal });
      const last = answer.topics.at(-1);
      seen += answer.topics.length;
      if (last?._ === "forumTopic") {
        const top = answer.messages.find(({ id }) => id === last.topMessage);
        from = { offsetDate: top !== undefined && "date" in top ? top.date : last.date, offsetId: last.topMessage, offsetTopic: last.id };
      }
      return { items: views(answer), isLast: seen >= answer.count };
    };
  });
}

/** Topics of a forum by their numbers; those that do not exist are left out. @throws {RpcError} CHANNEL_FORUM_MISSING, TOPICS_EMPTY … */
export async function getForumTopicsById(client: MethodClient, chatId: PeerLike, topicIds: number | readonly number[]): Promise<ForumTopic[]> {
  const topics = messageIdList(topicIds, "topicIds");
  const peer = await client.resolvePeer(chatId, "chatId");
  return views(await client.invoke({ _: "messages.getForumTopicsByID", peer, topics }));
}

async function edit(
  client: MethodClient,
  chatId: PeerLike,
  topicId: number,
  changes: Pick<tl.MessagesEditForumTopicRequest, "title" | "iconEmojiId" | "closed" | "hidden">,
): Promise<void> {
  checkMessageId(topicId, "topicId");
  await client.invoke({ _: "messages.editForumTopic", peer: await client.resolvePeer(chatId, "chatId"), topicId, ...changes });
}

function views({ topics }: tl.MessagesForumTopics): ForumTopic[] {
  return topics.flatMap((topic) => (topic._ === "forumTopic" ? [new ForumTopic(topic)] : []));
}

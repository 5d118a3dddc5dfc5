import { toInputChannel, type PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { ChatMember, PeerIndex, type ChatMembersFilter } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import type { MethodClient } from "../MethodClient.js";
import { peerOf } from "../messages/sentMessages.js";

/**
 * What somebody is in a group, supergroup or channel.
 *
 * @throws {RangeError} for a basic group that they are not in
 * @throws {RpcError} USER_NOT_PARTICIPANT, CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED …
 */
export async function getChatMember(client: MethodClient, chatId: PeerLike, userId: PeerLike): Promise<ChatMember> {
  const peer = await client.resolvePeer(chatId, "chatId");
  const participant = await client.resolvePeer(userId, "userId");
  if (peer._ !== "inputPeerChat") {
    const answer = await client.invoke({ _: "channels.getParticipant", channel: toInputChannel(peer), participant });
    return new ChatMember(answer.participant, PeerIndex.of(answer), client.objects);
  }
  const wanted = peerOf(client, participant);
  const { participants, peers } = await groupMembers(client, peer);
  const found = participants.find(({ userId: id }) => wanted._ === "peerUser" && id === wanted.userId);
  if (found === undefined) throw new RangeError("userId must name a member of the group");
  return new ChatMember(found, peers, client.objects);
}

export interface GetChatMembersOptions extends ListOptions {
  /** Only those whose names begin so. @default "" (all) */
  readonly query?: string | undefined;
  /** @default "recent", or "search" with a query */
  readonly filter?: ChatMembersFilter | undefined;
}

/** Most that Telegram gives at once. */
const PAGE = 200;

/**
 * The members of a group, supergroup or channel. Of large ones Telegram shows ordinary members the first 10,000 at most.
 *
 * @throws {RangeError} for an unknown filter
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, CHANNEL_PRIVATE …
 * @example
 * for await (const member of getChatMembers(client, "@group", { filter: "administrators" })) console.log(member.user?.fullName);
 */
export function getChatMembers(client: MethodClient, chatId: PeerLike, options: GetChatMembersOptions = {}): AsyncList<ChatMember> {
  const { query = "", signal } = options;
  const filter = participantsFilter(options.filter ?? (query === "" ? "recent" : "search"), query);
  return asyncList(options, PAGE, () => {
    let offset = 0;
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      if (peer._ === "inputPeerChat") return { items: await allOfGroup(client, peer, query), isLast: true };
      const request = { _: "channels.getParticipants", channel: toInputChannel(peer), filter, offset, limit, hash: 0n } as const;
      const answer = await client.invoke(request, { signal });
      if (answer._ === "channels.channelParticipantsNotModified") return { items: [], isLast: true };
      const peers = PeerIndex.of(answer);
      offset += answer.participants.length;
      const items = answer.participants.map((member) => new ChatMember(member, peers, client.objects));
      return { items, isLast: offset >= answer.count };
    };
  });
}

/** How many members a group, supergroup or channel has. @throws {PeerKindError} for a private chat, {RpcError} CHANNEL_PRIVATE … */
export async function getChatMembersCount(client: MethodClient, chatId: PeerLike): Promise<number> {
  const peer = await client.resolvePeer(chatId, "chatId");
  if (peer._ === "inputPeerChat") return (await groupMembers(client, peer)).participants.length;
  const { fullChat } = await client.invoke({ _: "channels.getFullChannel", channel: toInputChannel(peer) });
  return "participantsCount" in fullChat ? (fullChat.participantsCount ?? 0) : 0;
}

async function allOfGroup(client: MethodClient, peer: tl.RawInputPeerChat, query: string): Promise<ChatMember[]> {
  const { participants, peers } = await groupMembers(client, peer);
  const wanted = query.toLowerCase();
  const members = participants.map((member) => new ChatMember(member, peers, client.objects));
  return members.filter(({ user }) => wanted === "" || `${user?.fullName ?? ""} ${user?.username ?? ""}`.toLowerCase().includes(wanted));
}

/** Basic groups are small: Telegram gives all at once. Empty when the account may not see them. */
async function groupMembers(
  client: MethodClient,
  { chatId }: tl.RawInputPeerChat,
): Promise<{ readonly participants: readonly tl.ChatParticipant[]; readonly peers: PeerIndex }> {
  const answer = await client.invoke({ _: "messages.getFullChat", chatId });
  const { fullChat } = answer;
  const list = fullChat._ === "chatFull" && fullChat.participants._ === "chatParticipants" ? fullChat.participants.participants : [];
  return { participants: list, peers: PeerIndex.of(answer) };
}

function participantsFilter(filter: ChatMembersFilter, query: string): tl.ChannelParticipantsFilter {
  switch (filter) {
    case "search":
      return { _: "channelParticipantsSearch", q: query };
    case "banned":
      return { _: "channelParticipantsKicked", q: query };
    case "restricted":
      return { _: "channelParticipantsBanned", q: query };
    case "bots":
      return { _: "channelParticipantsBots" };
    case "recent":
      return { _: "channelParticipantsRecent" };
    case "administrators":
      return { _: "channelParticipantsAdmins" };
    default:
      throw new RangeError(`filter must be search, banned, restricted, bots, recent or administrators, got ${String(filter)}`);
  }
}

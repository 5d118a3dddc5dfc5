import { parseLink, toInputChannel, toInputUser, type PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { Chat, ChatPreview, Message, PeerIndex, type ChatDetails } from "../../types/index.js";
import { getMessages } from "../messages/getMessages.js";
import type { MethodClient } from "../MethodClient.js";
import { peerOf } from "../messages/sentMessages.js";

/**
 * All that can be known of a chat, asked anew: of a user, a group, a supergroup or a channel. Of an invite link to a
 * chat that was not joined a preview.
 *
 * @throws {UnknownPeerError} when it cannot be found
 * @throws {RangeError} when it does not exist any more
 * @throws {RpcError} CHANNEL_PRIVATE, CHANNEL_INVALID, INVITE_HASH_EXPIRED …
 * @example
 * const chat = await getChat(client, "@durov");
 * console.log(chat.id);
 */
export async function getChat(client: MethodClient, chatId: PeerLike): Promise<Chat | ChatPreview> {
  const link = typeof chatId === "string" ? parseLink(chatId) : null;
  if (link?.kind !== "invite") return fetchChat(client, await client.resolvePeer(chatId, "chatId"));
  const invite = await client.invoke({ _: "messages.checkChatInvite", hash: link.hash });
  if (invite._ === "chatInvite") return new ChatPreview(invite, client.objects);
  return fetchChat(client, await client.resolvePeer(invite.chat));
}

async function fetchChat(client: MethodClient, peer: tl.InputPeer): Promise<Chat> {
  const { full, users, chats } = await fetchFull(client, peer);
  const peers = PeerIndex.of({ users, chats });
  const raw = peers.peer(peerOf(client, peer));
  if (raw === null) throw new RangeError("chatId must name a chat that exists");
  return new Chat(raw, client.objects, await detailsOf(client, peer, full, peers));
}

interface Full {
  readonly full: tl.UserFull | tl.ChatFull;
  readonly users: readonly tl.User[];
  readonly chats: readonly tl.Chat[];
}

async function fetchFull(client: MethodClient, peer: tl.InputPeer): Promise<Full> {
  switch (peer._) {
    case "inputPeerChat": {
      const { fullChat: full, users, chats } = await client.invoke({ _: "messages.getFullChat", chatId: peer.chatId });
      return { full, users, chats };
    }
    case "inputPeerChannel":
    case "inputPeerChannelFromMessage": {
      const { fullChat: full, users, chats } = await client.invoke({ _: "channels.getFullChannel", channel: toInputChannel(peer) });
      return { full, users, chats };
    }
    default: {
      const { fullUser: full, users, chats } = await client.invoke({ _: "users.getFullUser", id: toInputUser(peer) });
      return { full, users, chats };
    }
  }
}

async function detailsOf(client: MethodClient, peer: tl.InputPeer, full: Full["full"], peers: PeerIndex): Promise<ChatDetails> {
  const pinned = "pinnedMsgId" in full && full.pinnedMsgId !== undefined ? await getMessages(client, peer, full.pinnedMsgId) : undefined;
  const linked = "linkedChatId" in full && full.linkedChatId !== undefined ? peers.channel(full.linkedChatId) : null;
  const sendAs = "defaultSendAs" in full && full.defaultSendAs !== undefined ? peers.peer(full.defaultSendAs) : null;
  return {
    full,
    pinnedMessage: pinned instanceof Message && !pinned.empty ? pinned : undefined,
    linkedChat: linked === null ? undefined : new Chat(linked, client.objects),
    sendAsChat: sendAs === null ? undefined : new Chat(sendAs, client.objects),
  };
}

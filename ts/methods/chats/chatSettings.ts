import { toInputChannel, type PeerLike } from "../../peers/index.js";
import { PeerKindError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { Chat, type ChatPermissions } from "../../types/index.js";
import { checkNumber, checkString } from "../checkArguments.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import type { MethodClient } from "../MethodClient.js";
import { bannedRights } from "./rights.js";

/** Changes the title of a group, supergroup or channel. @throws {PeerKindError} for a private chat, {RpcError} CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED … */
export async function setChatTitle(client: MethodClient, chatId: PeerLike, title: string): Promise<void> {
  checkString(title, "title");
  const peer = await client.resolvePeer(chatId, "chatId");
  if (peer._ === "inputPeerChat") await client.invoke({ _: "messages.editChatTitle", chatId: peer.chatId, title });
  else await client.invoke({ _: "channels.editTitle", channel: toInputChannel(peer), title });
}

/** Changes the description of a group, supergroup or channel, up to 255 characters. @throws {RpcError} CHAT_ADMIN_REQUIRED, CHAT_ABOUT_NOT_MODIFIED … */
export async function setChatDescription(client: MethodClient, chatId: PeerLike, description: string): Promise<void> {
  checkString(description, "description");
  await client.invoke({ _: "messages.editChatAbout", peer: await client.resolvePeer(chatId, "chatId"), about: description });
}

/** Changes what members may do who are not administrators. @returns the chat as it is now @throws {RpcError} CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED … */
export async function setChatPermissions(client: MethodClient, chatId: PeerLike, permissions: ChatPermissions): Promise<Chat> {
  const rights = bannedRights(permissions);
  const peer = await client.resolvePeer(chatId, "chatId");
  const updates = await client.invoke({ _: "messages.editChatDefaultBannedRights", peer, bannedRights: rights });
  const [chat] = "chats" in updates ? updates.chats.filter((candidate) => candidate._ !== "chatEmpty") : [];
  return new Chat(chat ?? barePeer(peer), client.objects);
}

export interface SetChatPhotoOptions {
  /** A photo that is at Telegram: its file id, or a photo of a message. */
  readonly photo?: FileToSend | undefined;
}

/**
 * Changes the photo of a group, supergroup or channel.
 *
 * @throws {NotSupportedError} for files of the computer and for links, which Telegram does not fetch here
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, PHOTO_CROP_SIZE_SMALL …
 */
export async function setChatPhoto(client: MethodClient, chatId: PeerLike, { photo }: SetChatPhotoOptions): Promise<void> {
  if (photo === undefined) throw new TypeError("photo must be given");
  const media = inputFile(photo, "photo", "photo");
  if (media._ !== "inputMediaPhoto") throw new TypeError("photo must be a photo that is at Telegram");
  await editPhoto(client, chatId, { _: "inputChatPhoto", id: media.id });
}

/** Takes away the photo of a group, supergroup or channel. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function deleteChatPhoto(client: MethodClient, chatId: PeerLike): Promise<void> {
  await editPhoto(client, chatId, { _: "inputChatPhotoEmpty" });
}

async function editPhoto(client: MethodClient, chatId: PeerLike, photo: tl.InputChatPhoto): Promise<void> {
  const peer = await client.resolvePeer(chatId, "chatId");
  if (peer._ === "inputPeerChat") await client.invoke({ _: "messages.editChatPhoto", chatId: peer.chatId, photo });
  else await client.invoke({ _: "channels.editPhoto", channel: toInputChannel(peer), photo });
}

/** Gives a supergroup or channel a username, or takes it away with null. Users only. @throws {RpcError} USERNAME_OCCUPIED, USERNAME_INVALID, CHANNELS_ADMIN_PUBLIC_TOO_MUCH … */
export async function setChatUsername(client: MethodClient, chatId: PeerLike, username: string | null): Promise<void> {
  if (username !== null) checkString(username, "username");
  const channel = await client.resolveChannel(chatId, "chatId");
  await client.invoke({ _: "channels.updateUsername", channel, username: username?.replace(/^@/, "") ?? "" });
}

/** Sets how many seconds members of a supergroup wait between two messages: 0 (off), 10, 30, 60, 300, 900 or 3600. @throws {RpcError} SECONDS_INVALID, CHAT_ADMIN_REQUIRED … */
export async function setSlowMode(client: MethodClient, chatId: PeerLike, seconds: number | null): Promise<void> {
  const wait = seconds ?? 0;
  checkNumber(wait, "seconds", 0, 86_400);
  await client.invoke({ _: "channels.toggleSlowMode", channel: await client.resolveChannel(chatId, "chatId"), seconds: wait });
}

/** Forbids or allows to forward and save what is in a chat. @throws {RpcError} CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED … */
export async function setChatProtectedContent(client: MethodClient, chatId: PeerLike, enabled: boolean): Promise<void> {
  if (typeof enabled !== "boolean") throw new TypeError("enabled must be a boolean");
  await client.invoke({ _: "messages.toggleNoForwards", peer: await client.resolvePeer(chatId, "chatId"), enabled });
}

/** @throws PeerKindError for what has no permissions */
function barePeer(peer: tl.InputPeer): tl.Peer {
  if (peer._ === "inputPeerChat") return { _: "peerChat", chatId: peer.chatId };
  if (peer._ === "inputPeerChannel") return { _: "peerChannel", channelId: peer.channelId };
  throw new PeerKindError("a group is wanted here");
}

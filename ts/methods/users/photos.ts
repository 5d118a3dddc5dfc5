import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { Photo } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { inputFile, type FileToSend } from "../media/inputMedia.js";
import { messageCount } from "../messages/messageList.js";
import type { MethodClient } from "../MethodClient.js";

const PAGE = 100;

/**
 * The photos that a user or chat has had, the newest first.
 *
 * @throws {RpcError} CHANNEL_PRIVATE, USER_ID_INVALID …
 * @example
 * for await (const photo of getChatPhotos(client, "@durov", { limit: 3 })) console.log(photo.fileId);
 */
export function getChatPhotos(client: MethodClient, chatId: PeerLike, options: ListOptions = {}): AsyncList<Photo> {
  const { signal } = options;
  return asyncList(options, PAGE, () => {
    let offset = 0;
    let offsetId = 0;
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      if (isUser(peer)) {
        const answer = await client.invoke({ _: "photos.getUserPhotos", userId: await client.resolveUser(peer), offset, maxId: 0n, limit }, { signal });
        offset += answer.photos.length;
        return { items: answer.photos.flatMap((photo) => Photo.of(photo) ?? []), isLast: answer._ === "photos.photos" || offset >= answer.count };
      }
      const answer = await client.invoke({ ...searchOf(peer), offsetId, limit }, { signal });
      const found = "messages" in answer ? answer.messages : [];
      offsetId = found.at(-1)?.id ?? 0;
      return { items: found.flatMap(photoOf), isLast: answer._ === "messages.messages" };
    };
  });
}

/** How many photos a user or chat has had. @throws {RpcError} CHANNEL_PRIVATE, USER_ID_INVALID … */
export async function getChatPhotosCount(client: MethodClient, chatId: PeerLike): Promise<number> {
  const peer = await client.resolvePeer(chatId, "chatId");
  if (!isUser(peer)) return messageCount(await client.invoke({ ...searchOf(peer), offsetId: 0, limit: 1 }));
  const answer = await client.invoke({ _: "photos.getUserPhotos", userId: await client.resolveUser(peer), offset: 0, maxId: 0n, limit: 1 });
  return answer._ === "photos.photos" ? answer.photos.length : answer.count;
}

/**
 * Deletes photos of one's own profile. Users only.
 *
 * @param photoIds file ids, or photos
 * @returns how many were deleted
 * @throws {TypeError} when one is no photo at Telegram
 */
export async function deleteProfilePhotos(client: MethodClient, photoIds: FileToSend | readonly FileToSend[]): Promise<number> {
  const list = isList(photoIds) ? photoIds : [photoIds];
  return (await client.invoke({ _: "photos.deletePhotos", id: list.map((photo) => inputPhoto(photo, "photoIds")) })).length;
}

export interface SetProfilePhotoOptions {
  /** A photo that is at Telegram: its file id, or a photo of a message. */
  readonly photo?: FileToSend | undefined;
}

/**
 * Sets the photo of one's own profile to one that is at Telegram. Users only.
 *
 * @throws {NotSupportedError} for files of the computer, {TypeError} for what is no photo
 * @throws {RpcError} PHOTO_CROP_SIZE_SMALL …
 */
export async function setProfilePhoto(client: MethodClient, { photo }: SetProfilePhotoOptions): Promise<void> {
  if (photo === undefined) throw new TypeError("photo must be given");
  await client.invoke({ _: "photos.updateProfilePhoto", id: inputPhoto(photo, "photo") });
}

function inputPhoto(photo: FileToSend, parameter: string): tl.InputPhoto {
  const media = inputFile(photo, "photo", parameter);
  if (media._ !== "inputMediaPhoto") throw new TypeError(`${parameter} must be a photo that is at Telegram`);
  return media.id;
}

function isUser(peer: tl.InputPeer): boolean {
  return peer._ === "inputPeerUser" || peer._ === "inputPeerSelf" || peer._ === "inputPeerUserFromMessage";
}

function isList(photoIds: FileToSend | readonly FileToSend[]): photoIds is readonly FileToSend[] {
  return Array.isArray(photoIds);
}

/** Chats have no list of photos: each change left a message. */
function searchOf(peer: tl.InputPeer): Omit<tl.MessagesSearchRequest, "offsetId" | "limit"> {
  const filter = { _: "inputMessagesFilterChatPhotos" } as const;
  return { _: "messages.search", peer, q: "", filter, minDate: 0, maxDate: 0, addOffset: 0, maxId: 0, minId: 0, hash: 0n };
}

function photoOf(message: tl.Message): Photo[] {
  if (message._ !== "messageService" || message.action._ !== "messageActionChatEditPhoto") return [];
  const photo = Photo.of(message.action.photo);
  return photo === null ? [] : [photo];
}

import type { AsyncList, ListOptions } from "../methods/AsyncList.js";
import type { FileToSend } from "../methods/media/inputMedia.js";
import * as methods from "../methods/users/index.js";
import type { BlockUserOptions, SetEmojiStatusOptions, SetProfilePhotoOptions, UpdateProfileOptions } from "../methods/users/index.js";
import type { PeerLike } from "../peers/index.js";
import type { Chat, EmojiStatus, Photo, User } from "../types/index.js";
import { InviteLinkMethods } from "./InviteLinkMethods.js";

/** Users and the account itself. Each method is a function of ts/methods/users/. */
export abstract class UserMethods extends InviteLinkMethods {
  /** Blocks somebody: they cannot write to the account any more. Users only. {@link methods.blockUser} */
  async blockUser(userId: PeerLike, options: BlockUserOptions = {}): Promise<void> {
    return methods.blockUser(this.methodClient(), userId, options);
  }

  /** Lets somebody write again who was blocked. Users only. {@link methods.unblockUser} */
  async unblockUser(userId: PeerLike, options: BlockUserOptions = {}): Promise<void> {
    return methods.unblockUser(this.methodClient(), userId, options);
  }

  /** The groups that the account has in common with a user, up to 100. Users only. {@link methods.getCommonChats} */
  async getCommonChats(userId: PeerLike): Promise<Chat[]> {
    return methods.getCommonChats(this.methodClient(), userId);
  }

  /** The emoji that apps offer for beside the name. Users only. {@link methods.getDefaultEmojiStatuses} */
  async getDefaultEmojiStatuses(): Promise<EmojiStatus[]> {
    return methods.getDefaultEmojiStatuses(this.methodClient());
  }

  /** Gets users, asked anew: for one a user, for several an array of those that exist. {@link methods.getUsers} */
  getUsers(userIds: readonly PeerLike[]): Promise<User[]>;
  getUsers(userIds: PeerLike): Promise<User>;
  getUsers(userIds: PeerLike | readonly PeerLike[]): Promise<User | User[]>;
  async getUsers(userIds: PeerLike | readonly PeerLike[]): Promise<User | User[]> {
    return methods.getUsers(this.methodClient(), userIds);
  }

  /** The photos that a user or chat has had, the newest first. {@link methods.getChatPhotos} */
  getChatPhotos(chatId: PeerLike, options: ListOptions = {}): AsyncList<Photo> {
    return methods.getChatPhotos(this.methodClient(), chatId, options);
  }

  /** How many photos a user or chat has had. {@link methods.getChatPhotosCount} */
  async getChatPhotosCount(chatId: PeerLike): Promise<number> {
    return methods.getChatPhotosCount(this.methodClient(), chatId);
  }

  /** Deletes photos of one's own profile. Users only. {@link methods.deleteProfilePhotos} */
  async deleteProfilePhotos(photoIds: FileToSend | readonly FileToSend[]): Promise<number> {
    return methods.deleteProfilePhotos(this.methodClient(), photoIds);
  }

  /** Sets the photo of one's own profile to one that is at Telegram. Users only. {@link methods.setProfilePhoto} */
  async setProfilePhoto(options: SetProfilePhotoOptions): Promise<void> {
    return methods.setProfilePhoto(this.methodClient(), options);
  }

  /** Changes the account's name and bio; what is left out stays. Users only. {@link methods.updateProfile} */
  async updateProfile(options: UpdateProfileOptions): Promise<User> {
    return methods.updateProfile(this.methodClient(), options);
  }

  /** Changes the account's username; null takes it away. Users only. {@link methods.setUsername} */
  async setUsername(username: string | null): Promise<void> {
    return methods.setUsername(this.methodClient(), username);
  }

  /** Changes the emoji beside the account's name. {@link methods.setEmojiStatus} */
  async setEmojiStatus(options: SetEmojiStatusOptions = {}): Promise<void> {
    return methods.setEmojiStatus(this.methodClient(), options);
  }
}

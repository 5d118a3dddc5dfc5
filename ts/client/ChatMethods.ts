import type { AsyncList, ListOptions } from "../methods/AsyncList.js";
import * as methods from "../methods/chats/index.js";
import type { AddChatMembersOptions, CreateChannelOptions, CreateForumTopicOptions, CreateSupergroupOptions, EditForumTopicOptions, GetChatEventLogOptions, GetChatMembersOptions, GetDialogsCountOptions, LeaveChatOptions, PromoteChatMemberOptions, SetChatPhotoOptions, UnpinAllChatMessagesOptions, UnpinChatMessageOptions, UntilOptions } from "../methods/chats/index.js";
import type { PeerLike } from "../peers/index.js";
import type { Chat, ChatEvent, ChatMember, ChatPermissions, ChatPreview, Dialog, ForumTopic, Message, PinOptions } from "../types/index.js";
import { MessageMethods } from "./MessageMethods.js";

/** Groups, channels and their members. Each method is a function of ts/methods/chats/. */
export abstract class ChatMethods extends MessageMethods {
  /** Brings users into a group, supergroup or channel. Users only. {@link methods.addChatMembers} */
  async addChatMembers(chatId: PeerLike, userIds: PeerLike | readonly PeerLike[], options: AddChatMembersOptions = {}): Promise<number[]> {
    return methods.addChatMembers(this.methodClient(), chatId, userIds, options);
  }

  /** What somebody is in a group, supergroup or channel. {@link methods.getChatMember} */
  async getChatMember(chatId: PeerLike, userId: PeerLike): Promise<ChatMember> {
    return methods.getChatMember(this.methodClient(), chatId, userId);
  }

  /** The members of a group, supergroup or channel. {@link methods.getChatMembers} */
  getChatMembers(chatId: PeerLike, options: GetChatMembersOptions = {}): AsyncList<ChatMember> {
    return methods.getChatMembers(this.methodClient(), chatId, options);
  }

  /** How many members a group, supergroup or channel has. {@link methods.getChatMembersCount} */
  async getChatMembersCount(chatId: PeerLike): Promise<number> {
    return methods.getChatMembersCount(this.methodClient(), chatId);
  }

  /** Changes the title of a group, supergroup or channel. {@link methods.setChatTitle} */
  async setChatTitle(chatId: PeerLike, title: string): Promise<void> {
    return methods.setChatTitle(this.methodClient(), chatId, title);
  }

  /**
   * Changes the description of a group, supergroup or channel, up to 255 characters. {@link
   * methods.setChatDescription}
   */
  async setChatDescription(chatId: PeerLike, description: string): Promise<void> {
    return methods.setChatDescription(this.methodClient(), chatId, description);
  }

  /** Changes what members may do who are not administrators. {@link methods.setChatPermissions} */
  async setChatPermissions(chatId: PeerLike, permissions: ChatPermissions): Promise<Chat> {
    return methods.setChatPermissions(this.methodClient(), chatId, permissions);
  }

  /** Changes the photo of a group, supergroup or channel. {@link methods.setChatPhoto} */
  async setChatPhoto(chatId: PeerLike, options: SetChatPhotoOptions): Promise<void> {
    return methods.setChatPhoto(this.methodClient(), chatId, options);
  }

  /** Takes away the photo of a group, supergroup or channel. {@link methods.deleteChatPhoto} */
  async deleteChatPhoto(chatId: PeerLike): Promise<void> {
    return methods.deleteChatPhoto(this.methodClient(), chatId);
  }

  /**
   * Gives a supergroup or channel a username, or takes it away with null. Users only. {@link
   * methods.setChatUsername}
   */
  async setChatUsername(chatId: PeerLike, username: string | null): Promise<void> {
    return methods.setChatUsername(this.methodClient(), chatId, username);
  }

  /**
   * Sets how many seconds members of a supergroup wait between two messages: 0 (off), 10, 30, 60, 300, 900 or
   * 3600. {@link methods.setSlowMode}
   */
  async setSlowMode(chatId: PeerLike, seconds: number | null): Promise<void> {
    return methods.setSlowMode(this.methodClient(), chatId, seconds);
  }

  /** Forbids or allows to forward and save what is in a chat. {@link methods.setChatProtectedContent} */
  async setChatProtectedContent(chatId: PeerLike, enabled: boolean): Promise<void> {
    return methods.setChatProtectedContent(this.methodClient(), chatId, enabled);
  }

  /** Makes a basic group. Users only. {@link methods.createGroup} */
  async createGroup(title: string, users: PeerLike | readonly PeerLike[]): Promise<Chat> {
    return methods.createGroup(this.methodClient(), title, users);
  }

  /** Makes a supergroup. Users only. {@link methods.createSupergroup} */
  async createSupergroup(title: string, options: CreateSupergroupOptions = {}): Promise<Chat> {
    return methods.createSupergroup(this.methodClient(), title, options);
  }

  /** Makes a channel. Users only. {@link methods.createChannel} */
  async createChannel(title: string, options: CreateChannelOptions = {}): Promise<Chat> {
    return methods.createChannel(this.methodClient(), title, options);
  }

  /** Deletes a channel of one's own, with all that is in it. Users only. {@link methods.deleteChannel} */
  async deleteChannel(chatId: PeerLike): Promise<void> {
    return methods.deleteChannel(this.methodClient(), chatId);
  }

  /** Deletes a supergroup of one's own, with all that is in it. Users only. {@link methods.deleteSupergroup} */
  async deleteSupergroup(chatId: PeerLike): Promise<void> {
    return methods.deleteSupergroup(this.methodClient(), chatId);
  }

  /**
   * The list of chats as apps show it, the newest first, those that are pinned before all others. Users only.
   * {@link methods.getDialogs}
   */
  getDialogs(options: ListOptions = {}): AsyncList<Dialog> {
    return methods.getDialogs(this.methodClient(), options);
  }

  /** How many chats are in the list. Users only. {@link methods.getDialogsCount} */
  async getDialogsCount(options: GetDialogsCountOptions = {}): Promise<number> {
    return methods.getDialogsCount(this.methodClient(), options);
  }

  /** Moves chats into the archive. Users only. {@link methods.archiveChats} */
  async archiveChats(chatIds: PeerLike | readonly PeerLike[]): Promise<void> {
    return methods.archiveChats(this.methodClient(), chatIds);
  }

  /** Moves chats out of the archive. Users only. {@link methods.unarchiveChats} */
  async unarchiveChats(chatIds: PeerLike | readonly PeerLike[]): Promise<void> {
    return methods.unarchiveChats(this.methodClient(), chatIds);
  }

  /** Marks a chat as unread. Users only. {@link methods.markChatUnread} */
  async markChatUnread(chatId: PeerLike): Promise<void> {
    return methods.markChatUnread(this.methodClient(), chatId);
  }

  /** Makes a topic in a forum. {@link methods.createForumTopic} */
  async createForumTopic(chatId: PeerLike, title: string, options: CreateForumTopicOptions = {}): Promise<ForumTopic> {
    return methods.createForumTopic(this.methodClient(), chatId, title, options);
  }

  /** Changes name and icon of a topic. {@link methods.editForumTopic} */
  async editForumTopic(chatId: PeerLike, topicId: number, options: EditForumTopicOptions = {}): Promise<void> {
    return methods.editForumTopic(this.methodClient(), chatId, topicId, options);
  }

  /** Closes a topic: only administrators write there then. {@link methods.closeForumTopic} */
  async closeForumTopic(chatId: PeerLike, topicId: number): Promise<void> {
    return methods.closeForumTopic(this.methodClient(), chatId, topicId);
  }

  /** Opens a closed topic again. {@link methods.reopenForumTopic} */
  async reopenForumTopic(chatId: PeerLike, topicId: number): Promise<void> {
    return methods.reopenForumTopic(this.methodClient(), chatId, topicId);
  }

  /** Deletes a topic with all its messages. {@link methods.deleteForumTopic} */
  async deleteForumTopic(chatId: PeerLike, topicId: number): Promise<void> {
    return methods.deleteForumTopic(this.methodClient(), chatId, topicId);
  }

  /** Changes the name of the topic "General". {@link methods.editGeneralTopic} */
  async editGeneralTopic(chatId: PeerLike, title: string): Promise<void> {
    return methods.editGeneralTopic(this.methodClient(), chatId, title);
  }

  /** Closes the topic "General". {@link methods.closeGeneralTopic} */
  async closeGeneralTopic(chatId: PeerLike): Promise<void> {
    return methods.closeGeneralTopic(this.methodClient(), chatId);
  }

  /** Opens the topic "General" again. {@link methods.reopenGeneralTopic} */
  async reopenGeneralTopic(chatId: PeerLike): Promise<void> {
    return methods.reopenGeneralTopic(this.methodClient(), chatId);
  }

  /** Hides the topic "General", and closes it. {@link methods.hideGeneralTopic} */
  async hideGeneralTopic(chatId: PeerLike): Promise<void> {
    return methods.hideGeneralTopic(this.methodClient(), chatId);
  }

  /** Shows the topic "General" again. {@link methods.unhideGeneralTopic} */
  async unhideGeneralTopic(chatId: PeerLike): Promise<void> {
    return methods.unhideGeneralTopic(this.methodClient(), chatId);
  }

  /** The topics of a forum, the newest first. Users only. {@link methods.getForumTopics} */
  getForumTopics(chatId: PeerLike, options: ListOptions = {}): AsyncList<ForumTopic> {
    return methods.getForumTopics(this.methodClient(), chatId, options);
  }

  /** Topics of a forum by their numbers; those that do not exist are left out. {@link methods.getForumTopicsById} */
  async getForumTopicsById(chatId: PeerLike, topicIds: number | readonly number[]): Promise<ForumTopic[]> {
    return methods.getForumTopicsById(this.methodClient(), chatId, topicIds);
  }

  /**
   * All that can be known of a chat, asked anew: of a user, a group, a supergroup or a channel. {@link
   * methods.getChat}
   */
  async getChat(chatId: PeerLike): Promise<Chat | ChatPreview> {
    return methods.getChat(this.methodClient(), chatId);
  }

  /**
   * What administrators did in a supergroup or channel in the last 48 hours, the newest first. {@link
   * methods.getChatEventLog}
   */
  getChatEventLog(chatId: PeerLike, options: GetChatEventLogOptions = {}): AsyncList<ChatEvent> {
    return methods.getChatEventLog(this.methodClient(), chatId, options);
  }

  /** The groups near a place, the nearest first, with their `distance`. Users only. {@link methods.getNearbyChats} */
  async getNearbyChats(latitude: number, longitude: number): Promise<Chat[]> {
    return methods.getNearbyChats(this.methodClient(), latitude, longitude);
  }

  /** Joins a group or channel: by its username or link, or by an invite link. {@link methods.joinChat} */
  async joinChat(chatId: PeerLike): Promise<Chat> {
    return methods.joinChat(this.methodClient(), chatId);
  }

  /** Leaves a group, supergroup or channel. {@link methods.leaveChat} */
  async leaveChat(chatId: PeerLike, options: LeaveChatOptions = {}): Promise<void> {
    return methods.leaveChat(this.methodClient(), chatId, options);
  }

  /**
   * Bans somebody from a group, supergroup or channel: they leave and cannot come back by themselves. {@link
   * methods.banChatMember}
   */
  async banChatMember(chatId: PeerLike, userId: PeerLike, options: UntilOptions = {}): Promise<void> {
    return methods.banChatMember(this.methodClient(), chatId, userId, options);
  }

  /**
   * Ends a ban or a restriction; who was banned may come back, and is not brought back. {@link
   * methods.unbanChatMember}
   */
  async unbanChatMember(chatId: PeerLike, userId: PeerLike): Promise<void> {
    return methods.unbanChatMember(this.methodClient(), chatId, userId);
  }

  /** Leaves a member of a supergroup only these permissions. {@link methods.restrictChatMember} */
  async restrictChatMember(chatId: PeerLike, userId: PeerLike, permissions: ChatPermissions, options: UntilOptions = {}): Promise<void> {
    return methods.restrictChatMember(this.methodClient(), chatId, userId, permissions, options);
  }

  /**
   * Makes somebody an administrator, changes what they may do, or takes it all away. {@link
   * methods.promoteChatMember}
   */
  async promoteChatMember(chatId: PeerLike, userId: PeerLike, options: PromoteChatMemberOptions = {}): Promise<void> {
    return methods.promoteChatMember(this.methodClient(), chatId, userId, options);
  }

  /** Changes what stands beside an administrator's name, up to 16 characters. {@link methods.setAdministratorTitle} */
  async setAdministratorTitle(chatId: PeerLike, userId: PeerLike, title: string): Promise<void> {
    return methods.setAdministratorTitle(this.methodClient(), chatId, userId, title);
  }

  /** Deletes all that somebody wrote in a supergroup. {@link methods.deleteUserHistory} */
  async deleteUserHistory(chatId: PeerLike, userId: PeerLike): Promise<void> {
    return methods.deleteUserHistory(this.methodClient(), chatId, userId);
  }

  /** Pins a message. {@link methods.pinChatMessage} */
  async pinChatMessage(chatId: PeerLike, messageId: number, options: PinOptions = {}): Promise<Message | null> {
    return methods.pinChatMessage(this.methodClient(), chatId, messageId, options);
  }

  /** The chats and channels in whose name the account may write here. Users only. {@link methods.getSendAsChats} */
  async getSendAsChats(chatId: PeerLike): Promise<Chat[]> {
    return methods.getSendAsChats(this.methodClient(), chatId);
  }

  /** Chooses in whose name the account writes here from now on. Users only. {@link methods.setSendAsChat} */
  async setSendAsChat(chatId: PeerLike, sendAsChatId: PeerLike): Promise<void> {
    return methods.setSendAsChat(this.methodClient(), chatId, sendAsChatId);
  }

  /** How many members of a chat are online. Users only. {@link methods.getChatOnlineCount} */
  async getChatOnlineCount(chatId: PeerLike): Promise<number> {
    return methods.getChatOnlineCount(this.methodClient(), chatId);
  }

  /** Makes somebody else the owner of a group or channel of one's own. {@link methods.transferChatOwnership} */
  async transferChatOwnership(chatId: PeerLike, userId: PeerLike, password: string): Promise<void> {
    return methods.transferChatOwnership(this.methodClient(), chatId, userId, password);
  }

  /** Unpins all messages of a chat. {@link methods.unpinAllChatMessages} */
  async unpinAllChatMessages(chatId: PeerLike, options: UnpinAllChatMessagesOptions = {}): Promise<void> {
    return methods.unpinAllChatMessages(this.methodClient(), chatId, options);
  }

  /** Unpins a message. {@link methods.unpinChatMessage} */
  async unpinChatMessage(chatId: PeerLike, message: number | UnpinChatMessageOptions = {}): Promise<void> {
    return methods.unpinChatMessage(this.methodClient(), chatId, message);
  }
}

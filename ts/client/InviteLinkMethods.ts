import type { AsyncList, ListOptions } from "../methods/AsyncList.js";
import * as methods from "../methods/inviteLinks/index.js";
import type { AllJoinRequestsOptions, GetChatAdminInviteLinksOptions, GetChatJoinRequestsOptions, InviteLinkOptions } from "../methods/inviteLinks/index.js";
import type { PeerLike } from "../peers/index.js";
import type { ChatAdminWithInviteLinks, ChatInviteLink, ChatJoiner } from "../types/index.js";
import { ChatMethods } from "./ChatMethods.js";

/** Invite links and requests to join. Each method is a function of ts/methods/inviteLinks/. */
export abstract class InviteLinkMethods extends ChatMethods {
  /** Makes another invite link for a group or channel. {@link methods.createChatInviteLink} */
  async createChatInviteLink(chatId: PeerLike, options: InviteLinkOptions = {}): Promise<ChatInviteLink> {
    return methods.createChatInviteLink(this.methodClient(), chatId, options);
  }

  /**
   * Makes a new main invite link for a group or channel; the one before stops working. {@link
   * methods.exportChatInviteLink}
   */
  async exportChatInviteLink(chatId: PeerLike): Promise<string> {
    return methods.exportChatInviteLink(this.methodClient(), chatId);
  }

  /** Changes an invite link; what is left out stays. {@link methods.editChatInviteLink} */
  async editChatInviteLink(chatId: PeerLike, inviteLink: string, options: InviteLinkOptions = {}): Promise<ChatInviteLink> {
    return methods.editChatInviteLink(this.methodClient(), chatId, inviteLink, options);
  }

  /** Makes an invite link invalid; of the main one a new one takes the place. {@link methods.revokeChatInviteLink} */
  async revokeChatInviteLink(chatId: PeerLike, inviteLink: string): Promise<ChatInviteLink> {
    return methods.revokeChatInviteLink(this.methodClient(), chatId, inviteLink);
  }

  /** Deletes an invite link that is invalid already. {@link methods.deleteChatInviteLink} */
  async deleteChatInviteLink(chatId: PeerLike, inviteLink: string): Promise<void> {
    return methods.deleteChatInviteLink(this.methodClient(), chatId, inviteLink);
  }

  /** What is known of an invite link. {@link methods.getChatInviteLink} */
  async getChatInviteLink(chatId: PeerLike, inviteLink: string): Promise<ChatInviteLink> {
    return methods.getChatInviteLink(this.methodClient(), chatId, inviteLink);
  }

  /** The invite links that an administrator has made. {@link methods.getChatAdminInviteLinks} */
  getChatAdminInviteLinks(chatId: PeerLike, adminId: PeerLike, options: GetChatAdminInviteLinksOptions = {}): AsyncList<ChatInviteLink> {
    return methods.getChatAdminInviteLinks(this.methodClient(), chatId, adminId, options);
  }

  /** How many invite links an administrator has made. {@link methods.getChatAdminInviteLinksCount} */
  async getChatAdminInviteLinksCount(chatId: PeerLike, adminId: PeerLike, options: Pick<GetChatAdminInviteLinksOptions, "revoked"> = {}): Promise<number> {
    return methods.getChatAdminInviteLinksCount(this.methodClient(), chatId, adminId, options);
  }

  /** Deletes all invalid invite links that an administrator has made. {@link methods.deleteChatAdminInviteLinks} */
  async deleteChatAdminInviteLinks(chatId: PeerLike, adminId: PeerLike): Promise<void> {
    return methods.deleteChatAdminInviteLinks(this.methodClient(), chatId, adminId);
  }

  /** The administrators who have made invite links. {@link methods.getChatAdminsWithInviteLinks} */
  async getChatAdminsWithInviteLinks(chatId: PeerLike): Promise<ChatAdminWithInviteLinks[]> {
    return methods.getChatAdminsWithInviteLinks(this.methodClient(), chatId);
  }

  /** Lets somebody in who asked to join. {@link methods.approveChatJoinRequest} */
  async approveChatJoinRequest(chatId: PeerLike, userId: PeerLike): Promise<void> {
    return methods.approveChatJoinRequest(this.methodClient(), chatId, userId);
  }

  /** Turns somebody away who asked to join. {@link methods.declineChatJoinRequest} */
  async declineChatJoinRequest(chatId: PeerLike, userId: PeerLike): Promise<void> {
    return methods.declineChatJoinRequest(this.methodClient(), chatId, userId);
  }

  /** Lets all in who asked to join. {@link methods.approveAllChatJoinRequests} */
  async approveAllChatJoinRequests(chatId: PeerLike, options: AllJoinRequestsOptions = {}): Promise<void> {
    return methods.approveAllChatJoinRequests(this.methodClient(), chatId, options);
  }

  /** Turns all away who asked to join. {@link methods.declineAllChatJoinRequests} */
  async declineAllChatJoinRequests(chatId: PeerLike, options: AllJoinRequestsOptions = {}): Promise<void> {
    return methods.declineAllChatJoinRequests(this.methodClient(), chatId, options);
  }

  /** Those who asked to join and wait for an answer, the newest first. {@link methods.getChatJoinRequests} */
  getChatJoinRequests(chatId: PeerLike, options: GetChatJoinRequestsOptions = {}): AsyncList<ChatJoiner> {
    return methods.getChatJoinRequests(this.methodClient(), chatId, options);
  }

  /** Those who joined by an invite link, the newest first. {@link methods.getChatInviteLinkJoiners} */
  getChatInviteLinkJoiners(chatId: PeerLike, inviteLink: string, options: ListOptions = {}): AsyncList<ChatJoiner> {
    return methods.getChatInviteLinkJoiners(this.methodClient(), chatId, inviteLink, options);
  }

  /** How many joined by an invite link. {@link methods.getChatInviteLinkJoinersCount} */
  async getChatInviteLinkJoinersCount(chatId: PeerLike, inviteLink: string): Promise<number> {
    return methods.getChatInviteLinkJoinersCount(this.methodClient(), chatId, inviteLink);
  }
}

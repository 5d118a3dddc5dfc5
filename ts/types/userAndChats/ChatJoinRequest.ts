import type { tl } from "../../tl/index.js";
import { Chat } from "./Chat.js";
import { ChatInviteLink } from "./ChatInviteLink.js";
import { UserUpdate } from "./UserUpdate.js";

/** Somebody asks to be let in. */
export class ChatJoinRequest extends UserUpdate<tl.RawUpdateBotChatInviteRequester> {
  get chat(): Chat {
    return new Chat(this.peers.peer(this.raw.peer) ?? this.raw.peer, this.client);
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** What the person tells of themselves. */
  get bio(): string | null {
    return this.raw.about === "" ? null : this.raw.about;
  }

  get inviteLink(): ChatInviteLink | null {
    return ChatInviteLink.of(this.raw.invite, this.peers);
  }

  async approve(): Promise<void> {
    await this.client.approveChatJoinRequest(this.chat.id, this.raw.userId);
  }

  async decline(): Promise<void> {
    await this.client.declineChatJoinRequest(this.chat.id, this.raw.userId);
  }
}

import type { tl } from "../../tl/index.js";
import { markedChannelId } from "../../peers/index.js";
import { ForumTopicClosed, ForumTopicCreated, ForumTopicEdited, ForumTopicReopened, GeneralTopicHidden, GeneralTopicUnhidden } from "../userAndChats/ForumTopicActions.js";
import type { User } from "../userAndChats/User.js";
import { VideoChatEnded, VideoChatMembersInvited, VideoChatScheduled, VideoChatStarted } from "../userAndChats/VideoChatActions.js";
import { MessageContent } from "./MessageContent.js";
import { Photo } from "./Photo.js";
import { serviceType, type MessageServiceType } from "./serviceType.js";
import { WebAppData } from "./WebAppData.js";

/** What a service message tells: who came and went, what was renamed, pinned, started. */
export abstract class MessageService extends MessageContent {
  /** What a service message tells; null for an ordinary message and for what is newer than this library: see `raw`. */
  get service(): MessageServiceType | null {
    return this.raw._ === "messageService" ? serviceType(this.raw) : null;
  }

  /** Whether it tells of something that happened instead of saying something itself. */
  get isService(): boolean {
    return this.raw._ === "messageService";
  }

  /** Who came: by themselves, by a link, or because others added them. */
  get newChatMembers(): readonly User[] | null {
    switch (this.action?._) {
      case "messageActionChatAddUser":
        return this.action.users.map((id) => this.namedUser(id));
      case "messageActionChatJoinedByLink":
      case "messageActionChatJoinedByRequest":
        return this.fromUser === null ? [] : [this.fromUser];
      default:
        return null;
    }
  }

  /** Who went or was removed. */
  get leftChatMember(): User | null {
    return this.action?._ === "messageActionChatDeleteUser" ? this.namedUser(this.action.userId) : null;
  }

  get newChatTitle(): string | null {
    return this.action?._ === "messageActionChatEditTitle" ? this.action.title : null;
  }

  get newChatPhoto(): Photo | null {
    return this.action?._ === "messageActionChatEditPhoto" ? Photo.of(this.action.photo) : null;
  }

  get deleteChatPhoto(): boolean {
    return this.action?._ === "messageActionChatDeletePhoto";
  }

  get groupChatCreated(): boolean {
    return this.action?._ === "messageActionChatCreate";
  }

  get supergroupChatCreated(): boolean {
    return this.action?._ === "messageActionChannelCreate" && this.chat.type === "supergroup";
  }

  get channelChatCreated(): boolean {
    return this.action?._ === "messageActionChannelCreate" && this.chat.type === "channel";
  }

  /** Marked id of the supergroup that this group became. */
  get migrateToChatId(): number | null {
    return this.action?._ === "messageActionChatMigrateTo" ? markedChannelId(this.action.channelId) : null;
  }

  /** Marked id of the group that this supergroup was before. */
  get migrateFromChatId(): number | null {
    return this.action?._ === "messageActionChannelMigrateFrom" ? -this.action.chatId : null;
  }

  /** Number of the message that was pinned. */
  get pinnedMessageId(): number | null {
    return this.action?._ === "messageActionPinMessage" ? this.replyToMessageId : null;
  }

  /** What somebody scored in a game. */
  get gameHighScore(): number | null {
    return this.action?._ === "messageActionGameScore" ? this.action.score : null;
  }

  get forumTopicCreated(): ForumTopicCreated | null {
    return this.action?._ === "messageActionTopicCreate" ? new ForumTopicCreated(this.action) : null;
  }

  get forumTopicClosed(): ForumTopicClosed | null {
    return this.action?._ === "messageActionTopicEdit" && this.action.closed === true ? new ForumTopicClosed(this.action) : null;
  }

  get forumTopicReopened(): ForumTopicReopened | null {
    return this.action?._ === "messageActionTopicEdit" && this.action.closed === false ? new ForumTopicReopened(this.action) : null;
  }

  get forumTopicEdited(): ForumTopicEdited | null {
    const { action } = this;
    if (action?._ !== "messageActionTopicEdit" || (action.title === undefined && action.iconEmojiId === undefined)) return null;
    return new ForumTopicEdited(action);
  }

  get generalTopicHidden(): GeneralTopicHidden | null {
    return this.action?._ === "messageActionTopicEdit" && this.action.hidden === true ? new GeneralTopicHidden(this.action) : null;
  }

  get generalTopicUnhidden(): GeneralTopicUnhidden | null {
    return this.action?._ === "messageActionTopicEdit" && this.action.hidden === false ? new GeneralTopicUnhidden(this.action) : null;
  }

  get videoChatScheduled(): VideoChatScheduled | null {
    return this.action?._ === "messageActionGroupCallScheduled" ? new VideoChatScheduled(this.action) : null;
  }

  get videoChatStarted(): VideoChatStarted | null {
    return this.action?._ === "messageActionGroupCall" && this.action.duration === undefined ? new VideoChatStarted(this.action) : null;
  }

  get videoChatEnded(): VideoChatEnded | null {
    return this.action?._ === "messageActionGroupCall" && this.action.duration !== undefined ? new VideoChatEnded(this.action) : null;
  }

  get videoChatMembersInvited(): VideoChatMembersInvited | null {
    const { action } = this;
    return action?._ === "messageActionInviteToGroupCall" ? new VideoChatMembersInvited(action, action.users.map((id) => this.namedUser(id))) : null;
  }

  get webAppData(): WebAppData | null {
    return this.action?._ === "messageActionWebViewDataSentMe" ? new WebAppData(this.action) : null;
  }

  /** What happened, as Telegram says it; null for an ordinary message. */
  protected get action(): tl.MessageAction | null {
    return this.raw._ === "messageService" ? this.raw.action : null;
  }

  protected override get hidden(): readonly string[] {
    return [...super.hidden, "action", "isService"];
  }
}

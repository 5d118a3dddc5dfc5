import { UPDATE_KINDS, type UpdateKind, type UpdateObjects } from "../types/index.js";
import type { AddHandler } from "./handlers/handlerArguments.js";
import { AuthMethods } from "./AuthMethods.js";

/**
 * One method for each kind of update: `client.onMessage(filter, handler, { group })`. All give back a function that removes
 * the handler again, and throw TypeError or RangeError naming the argument that is wrong.
 */
export abstract class UpdateEvents extends AuthMethods {
  /** Somebody pressed an inline button. */
  declare readonly onCallbackQuery: AddHandler<UpdateObjects["callbackQuery"], this>;
  /** Somebody asks to be let in; for bots that are administrators. */
  declare readonly onChatJoinRequest: AddHandler<UpdateObjects["chatJoinRequest"], this>;
  /** Somebody came, went, was promoted, restricted or banned; for bots that are administrators. */
  declare readonly onChatMemberUpdated: AddHandler<UpdateObjects["chatMemberUpdated"], this>;
  /** Somebody sent one of the bot's inline results; needs inline feedback. */
  declare readonly onChosenInlineResult: AddHandler<UpdateObjects["chosenInlineResult"], this>;
  /** Messages were deleted. In private chats and basic groups Telegram does not say where. */
  declare readonly onDeletedMessages: AddHandler<UpdateObjects["deletedMessages"], this>;
  /** A message was changed. */
  declare readonly onEditedMessage: AddHandler<UpdateObjects["editedMessage"], this>;
  /** Somebody writes the bot's username and a query. */
  declare readonly onInlineQuery: AddHandler<UpdateObjects["inlineQuery"], this>;
  /** A new message. */
  declare readonly onMessage: AddHandler<UpdateObjects["message"], this>;
  /** Votes of a poll changed, or it was closed. */
  declare readonly onPoll: AddHandler<UpdateObjects["poll"], this>;
  /** Somebody went online or offline. */
  declare readonly onUserStatus: AddHandler<UpdateObjects["userStatus"], this>;
  /** All messages of an album, half a second after its last. */
  declare readonly onAlbums: AddHandler<UpdateObjects["albums"], this>;
  /** Somebody changed their reactions to a message. */
  declare readonly onMessageReaction: AddHandler<UpdateObjects["messageReaction"], this>;
  /** The anonymous reactions to a message changed. */
  declare readonly onMessageReactionCount: AddHandler<UpdateObjects["messageReactionCount"], this>;
  /** A story was posted, changed or deleted. */
  declare readonly onStory: AddHandler<UpdateObjects["story"], this>;
  /** Somebody reacted to a story. */
  declare readonly onStoryReaction: AddHandler<UpdateObjects["storyReaction"], this>;
  /** Stories were seen, perhaps in another app of the account. */
  declare readonly onStoriesRead: AddHandler<UpdateObjects["storiesRead"], this>;
  /** A business account connected the bot, changed what it may do, or let it go. */
  declare readonly onBusinessConnection: AddHandler<UpdateObjects["businessConnection"], this>;
  /** A new message in a chat of a business account that the bot serves. */
  declare readonly onBusinessMessage: AddHandler<UpdateObjects["businessMessage"], this>;
  /** A message in a chat of a business account was changed. */
  declare readonly onEditedBusinessMessage: AddHandler<UpdateObjects["editedBusinessMessage"], this>;
  /** Messages in a chat of a business account were deleted. */
  declare readonly onDeletedBusinessMessages: AddHandler<UpdateObjects["deletedBusinessMessages"], this>;
  /** Somebody pressed a button in a chat of a business account. */
  declare readonly onBusinessCallbackQuery: AddHandler<UpdateObjects["businessCallbackQuery"], this>;
  /** Somebody boosted a chat, or took a boost back. */
  declare readonly onChatBoost: AddHandler<UpdateObjects["chatBoost"], this>;
  /** Somebody bought the bot's paid media. */
  declare readonly onPurchasedPaidMedia: AddHandler<UpdateObjects["purchasedPaidMedia"], this>;
  /** Somebody is about to pay; to be answered within 10 s. */
  declare readonly onPreCheckoutQuery: AddHandler<UpdateObjects["preCheckoutQuery"], this>;
  /** Somebody gave an address; to be answered with the ways of shipping. */
  declare readonly onShippingQuery: AddHandler<UpdateObjects["shippingQuery"], this>;
  /** Somebody voted in one of the bot's polls that are not anonymous. */
  declare readonly onPollVote: AddHandler<UpdateObjects["pollVote"], this>;
  /** Somebody stopped the bot, or started it again. */
  declare readonly onBotStopped: AddHandler<UpdateObjects["botStopped"], this>;
  /** Somebody is typing, recording, choosing a sticker. */
  declare readonly onTyping: AddHandler<UpdateObjects["typing"], this>;
  /** Messages were read, by the other side or in another app of the account. */
  declare readonly onHistoryRead: AddHandler<UpdateObjects["historyRead"], this>;
  /** Voice and video messages were played, or mentions seen. */
  declare readonly onContentsRead: AddHandler<UpdateObjects["contentsRead"], this>;
  /** People ask to be let in; for administrators that are no bots. */
  declare readonly onPendingJoinRequests: AddHandler<UpdateObjects["pendingJoinRequests"], this>;
  /** Messages were pinned or unpinned. */
  declare readonly onPinnedMessages: AddHandler<UpdateObjects["pinnedMessages"], this>;
  /** Views or forwards of a channel post were counted anew. */
  declare readonly onMessageViews: AddHandler<UpdateObjects["messageViews"], this>;
  /** Scheduled messages were deleted, or sent. */
  declare readonly onDeletedScheduledMessages: AddHandler<UpdateObjects["deletedScheduledMessages"], this>;
  /** A draft was changed in another app of the account. */
  declare readonly onDraft: AddHandler<UpdateObjects["draft"], this>;
  /** Somebody changed name or usernames. */
  declare readonly onUserName: AddHandler<UpdateObjects["userName"], this>;
  /** Somebody changed the phone number. */
  declare readonly onUserPhone: AddHandler<UpdateObjects["userPhone"], this>;
  /** Somebody was blocked, a chat got another timer, or another bar of actions. */
  declare readonly onPeerSettings: AddHandler<UpdateObjects["peerSettings"], this>;
  /** The account was signed in somewhere. */
  declare readonly onNewAuthorization: AddHandler<UpdateObjects["newAuthorization"], this>;
  /** Telegram itself says something. */
  declare readonly onServiceNotification: AddHandler<UpdateObjects["serviceNotification"], this>;
  /** Somebody calls, or a call goes on. */
  declare readonly onPhoneCall: AddHandler<UpdateObjects["phoneCall"], this>;
  /** A video chat began, ended, or somebody in it changed. */
  declare readonly onGroupCall: AddHandler<UpdateObjects["groupCall"], this>;
  /** A secret chat, as raw updates. */
  declare readonly onSecretChat: AddHandler<UpdateObjects["secretChat"], this>;
  /** The balance of stars changed, or a subscription. */
  declare readonly onStarsBalance: AddHandler<UpdateObjects["starsBalance"], this>;
  /** Somebody called the bot as a guest into a chat. */
  declare readonly onGuestChatQuery: AddHandler<UpdateObjects["guestChatQuery"], this>;
  /** A bot that this bot manages changed. */
  declare readonly onManagedBot: AddHandler<UpdateObjects["managedBot"], this>;
  /** A message that only the person and the bot see. */
  declare readonly onEphemeralMessage: AddHandler<UpdateObjects["ephemeralMessage"], this>;
  /** Topics were pinned or unpinned. */
  declare readonly onForumTopic: AddHandler<UpdateObjects["forumTopic"], this>;

  /** Adds a handler as one of the methods above was told. */
  protected abstract addUpdateHandler(kind: UpdateKind, args: readonly unknown[]): () => void;

  static {
    for (const kind of UPDATE_KINDS) {
      Object.defineProperty(this.prototype, `on${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, {
        value(this: UpdateEvents, ...args: readonly unknown[]) {
          return this.addUpdateHandler(kind, args);
        },
        writable: true,
        configurable: true,
      });
    }
  }
}

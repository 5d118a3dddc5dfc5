import type { tl } from "../../tl/index.js";

/** The updates that each kind of handlers is for (spec/client.md §4.8). */
export const KIND_UPDATES = {
  callbackQuery: ["updateBotCallbackQuery", "updateInlineBotCallbackQuery"],
  chatJoinRequest: ["updateBotChatInviteRequester"],
  chatMemberUpdated: ["updateChatParticipant", "updateChannelParticipant"],
  chosenInlineResult: ["updateBotInlineSend"],
  deletedMessages: ["updateDeleteMessages", "updateDeleteChannelMessages"],
  editedMessage: ["updateEditMessage", "updateEditChannelMessage"],
  inlineQuery: ["updateBotInlineQuery"],
  message: ["updateNewMessage", "updateNewChannelMessage", "updateNewScheduledMessage"],
  poll: ["updateMessagePoll"],
  userStatus: ["updateUserStatus"],
  albums: ["updateNewMessage", "updateNewChannelMessage"],
  messageReaction: ["updateBotMessageReaction", "updateMessageReactions"],
  messageReactionCount: ["updateBotMessageReactions"],
  story: ["updateStory"],
  storyReaction: ["updateNewStoryReaction", "updateSentStoryReaction"],
  storiesRead: ["updateReadStories"],
  businessConnection: ["updateBotBusinessConnect"],
  businessMessage: ["updateBotNewBusinessMessage"],
  editedBusinessMessage: ["updateBotEditBusinessMessage"],
  deletedBusinessMessages: ["updateBotDeleteBusinessMessage"],
  businessCallbackQuery: ["updateBusinessBotCallbackQuery"],
  chatBoost: ["updateBotChatBoost"],
  purchasedPaidMedia: ["updateBotPurchasedPaidMedia"],
  preCheckoutQuery: ["updateBotPrecheckoutQuery"],
  shippingQuery: ["updateBotShippingQuery"],
  pollVote: ["updateMessagePollVote"],
  botStopped: ["updateBotStopped"],
  typing: ["updateUserTyping", "updateChatUserTyping", "updateChannelUserTyping", "updateEncryptedChatTyping"],
  historyRead: [
    "updateReadHistoryInbox",
    "updateReadHistoryOutbox",
    "updateReadChannelInbox",
    "updateReadChannelOutbox",
    "updateReadChannelDiscussionInbox",
    "updateReadChannelDiscussionOutbox",
  ],
  contentsRead: ["updateReadMessagesContents", "updateChannelReadMessagesContents"],
  pendingJoinRequests: ["updatePendingJoinRequests"],
  pinnedMessages: ["updatePinnedMessages", "updatePinnedChannelMessages"],
  messageViews: ["updateChannelMessageViews", "updateChannelMessageForwards"],
  deletedScheduledMessages: ["updateDeleteScheduledMessages"],
  draft: ["updateDraftMessage"],
  userName: ["updateUserName"],
  userPhone: ["updateUserPhone"],
  peerSettings: ["updatePeerSettings", "updatePeerBlocked", "updatePeerHistoryTTL"],
  newAuthorization: ["updateNewAuthorization"],
  serviceNotification: ["updateServiceNotification"],
  phoneCall: ["updatePhoneCall", "updatePhoneCallSignalingData"],
  groupCall: ["updateGroupCall", "updateGroupCallParticipants", "updateGroupCallMessage"],
  secretChat: ["updateEncryption", "updateNewEncryptedMessage", "updateEncryptedMessagesRead"],
  starsBalance: ["updateStarsBalance", "updateStarsRevenueStatus", "updateBotStarsSubscription"],
  guestChatQuery: ["updateBotGuestChatQuery"],
  managedBot: ["updateManagedBot", "updateNewBotConnection"],
  ephemeralMessage: [
    "updateNewEphemeralMessage",
    "updateEditEphemeralMessage",
    "updateDeleteEphemeralMessages",
    "updateEphemeralBotCallbackQuery",
  ],
  forumTopic: ["updatePinnedForumTopic", "updatePinnedForumTopics"],
} as const satisfies Readonly<Record<string, readonly tl.Update["_"][]>>;

type Kind = keyof typeof KIND_UPDATES;

const NO_KINDS: readonly Kind[] = [];
/** The kinds of handlers that an update is for. */
export function kindsOf(update: { readonly _: string }): readonly Kind[] {
  return kindsByUpdate.get(update._) ?? NO_KINDS;
}

export const UPDATE_KINDS: readonly Kind[] = Object.keys(KIND_UPDATES) as Kind[];

const kindsByUpdate = indexKinds();

function indexKinds(): ReadonlyMap<string, readonly Kind[]> {
  const found = new Map<string, Kind[]>();
  for (const kind of UPDATE_KINDS) {
    // Albums are put together from messages: no single update is one.
    if (kind === "albums") continue;
    for (const name of KIND_UPDATES[kind]) found.set(name, [...(found.get(name) ?? []), kind]);
  }
  return found;
}

import type { tl } from "../../tl/index.js";
import { CallbackQuery } from "../botsAndKeyboards/CallbackQuery.js";
import { ChosenInlineResult } from "../inlineMode/ChosenInlineResult.js";
import { InlineQuery } from "../inlineMode/InlineQuery.js";
import { Message } from "../messagesAndMedia/Message.js";
import { Poll } from "../messagesAndMedia/Poll.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { ChatJoinRequest } from "../userAndChats/ChatJoinRequest.js";
import { ChatMemberUpdated } from "../userAndChats/ChatMemberUpdated.js";
import { User } from "../userAndChats/User.js";
import { BusinessMessage } from "./BusinessMessage.js";
import { MessageReactionCountUpdated, MessageReactionUpdated } from "./MessageReactionUpdated.js";
import type { UpdateKind, UpdateObjects } from "./UpdateObjects.js";
import { UpdateView } from "./UpdateView.js";

/**
 * What handlers get of an update. Null for an edit that shows nothing new, as the first reaction to a message is sent.
 */
export function wrapUpdate(update: tl.Update, peers: PeerIndex, client: ObjectClient): UpdateObjects[UpdateKind] | null {
  switch (update._) {
    case "updateNewMessage":
    case "updateNewChannelMessage":
      return new Message(update.message, peers, client);
    case "updateNewScheduledMessage":
      return new Message(update.message, peers, client, { isScheduled: true });
    case "updateEditMessage":
    case "updateEditChannelMessage":
      return isReaction(update.message) ? null : new Message(update.message, peers, client);
    case "updateBotCallbackQuery":
    case "updateInlineBotCallbackQuery":
    case "updateBusinessBotCallbackQuery":
      return new CallbackQuery(update, peers, client);
    case "updateBotInlineQuery":
      return new InlineQuery(update, peers, client);
    case "updateBotInlineSend":
      return new ChosenInlineResult(update, peers, client);
    case "updateUserStatus":
      return new User({ ...(peers.user(update.userId) ?? { _: "user", min: true, id: update.userId }), status: update.status }, client);
    case "updateMessagePoll":
      return new Poll({ pollId: update.pollId, poll: update.poll, results: update.results });
    case "updateChatParticipant":
    case "updateChannelParticipant":
      return new ChatMemberUpdated(update, peers, client);
    case "updateBotChatInviteRequester":
      return new ChatJoinRequest(update, peers, client);
    case "updateBotMessageReaction":
    case "updateMessageReactions":
      return new MessageReactionUpdated(update, peers, client);
    case "updateBotMessageReactions":
      return new MessageReactionCountUpdated(update, peers, client);
    case "updateBotNewBusinessMessage":
    case "updateBotEditBusinessMessage":
      return new BusinessMessage(update, peers, client);
    default:
      return new UpdateView(update, peers, client) as UpdateObjects[UpdateKind];
  }
}

/** The first reaction to a message comes as an edit that is not to be shown as one. */
function isReaction(message: tl.Message): boolean {
  return message._ === "message" && message.editHide === true && message.reactions !== undefined;
}

import type { tl } from "../../tl/index.js";
import type { CallbackQuery } from "../botsAndKeyboards/CallbackQuery.js";
import type { ChosenInlineResult } from "../inlineMode/ChosenInlineResult.js";
import type { InlineQuery } from "../inlineMode/InlineQuery.js";
import type { Message } from "../messagesAndMedia/Message.js";
import type { Poll } from "../messagesAndMedia/Poll.js";
import type { ChatJoinRequest } from "../userAndChats/ChatJoinRequest.js";
import type { ChatMemberUpdated } from "../userAndChats/ChatMemberUpdated.js";
import type { User } from "../userAndChats/User.js";
import type { BusinessMessage } from "./BusinessMessage.js";
import type { MessageReactionCountUpdated, MessageReactionUpdated } from "./MessageReactionUpdated.js";
import type { KIND_UPDATES } from "./updateKinds.js";
import type { UpdateView } from "./UpdateView.js";

type KindUpdates = typeof KIND_UPDATES;

/** What the handlers of each kind get. */
export type UpdateObjects = OwnViews & { readonly [Kind in Exclude<keyof KindUpdates, keyof OwnViews>]: UpdateView<RawOf<Kind>> };

/** What the handlers of each kind get, besides those that get an `UpdateView`. */
interface OwnViews {
  readonly message: Message;
  readonly editedMessage: Message;
  readonly callbackQuery: CallbackQuery;
  readonly inlineQuery: InlineQuery;
  readonly chosenInlineResult: ChosenInlineResult;
  /** The user, with the new status. */
  readonly userStatus: User;
  readonly poll: Poll;
  readonly chatMemberUpdated: ChatMemberUpdated;
  readonly chatJoinRequest: ChatJoinRequest;
  /** The messages of one album, in order. */
  readonly albums: readonly Message[];
  readonly messageReaction: MessageReactionUpdated;
  readonly messageReactionCount: MessageReactionCountUpdated;
  readonly businessMessage: BusinessMessage;
  readonly editedBusinessMessage: BusinessMessage;
  readonly businessCallbackQuery: CallbackQuery;
}

/** The updates that a kind of handlers is for. */
export type RawOf<Kind extends keyof KindUpdates> = Extract<tl.Update, { _: KindUpdates[Kind][number] }>;
/** A kind of handlers: `message` is what `onMessage` adds. */
export type UpdateKind = keyof UpdateObjects;

import type { tl } from "../../tl/index.js";
import { Reaction } from "../messagesAndMedia/Reaction.js";
import { MessageReactions } from "../messagesAndMedia/MessageReactions.js";
import { Chat } from "../userAndChats/Chat.js";
import { UpdateView } from "./UpdateView.js";

/** Somebody changed their reactions to a message. Bots are told who and what, people only the new counts. */
export class MessageReactionUpdated extends UpdateView<tl.RawUpdateBotMessageReaction | tl.RawUpdateMessageReactions> {
  get messageId(): number {
    return this.raw.msgId;
  }

  /** The channel or group that reacted, instead of a user. */
  get actorChat(): Chat | null {
    if (this.raw._ !== "updateBotMessageReaction" || this.raw.actor._ === "peerUser") return null;
    return new Chat(this.peers.peer(this.raw.actor) ?? this.raw.actor, this.client);
  }

  /** Empty where they are not told. */
  get oldReactions(): readonly Reaction[] {
    return this.raw._ === "updateBotMessageReaction" ? this.raw.oldReactions.map((reaction) => new Reaction(reaction)) : [];
  }

  /** Empty where they are not told. */
  get newReactions(): readonly Reaction[] {
    return this.raw._ === "updateBotMessageReaction" ? this.raw.newReactions.map((reaction) => new Reaction(reaction)) : [];
  }

  /** All reactions to the message, counted; null for bots. */
  get reactions(): MessageReactions | null {
    return this.raw._ === "updateMessageReactions" ? new MessageReactions(this.raw.reactions) : null;
  }
}

/** The anonymous reactions to a message changed. */
export class MessageReactionCountUpdated extends UpdateView<tl.RawUpdateBotMessageReactions> {
  get messageId(): number {
    return this.raw.msgId;
  }

  get reactions(): readonly Reaction[] {
    return this.raw.reactions.map((count) => Reaction.counted(count));
  }
}

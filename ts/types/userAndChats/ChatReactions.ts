import type { tl } from "../../tl/index.js";
import { Reaction } from "../messagesAndMedia/Reaction.js";
import { TlView } from "../TlView.js";

/** The reactions that a chat allows. */
export class ChatReactions extends TlView {
  readonly raw: tl.ChatReactions;

  constructor(raw: tl.ChatReactions) {
    super();
    this.raw = raw;
  }

  get allAreEnabled(): boolean {
    return this.raw._ === "chatReactionsAll";
  }

  get allowCustomEmoji(): boolean {
    return this.raw._ === "chatReactionsAll" && this.raw.allowCustom === true;
  }

  /** Those that are allowed, when not all are. */
  get reactions(): readonly Reaction[] {
    return this.raw._ === "chatReactionsSome" ? this.raw.reactions.map((reaction) => new Reaction(reaction)) : [];
  }
}

import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import { Reaction } from "./Reaction.js";

/** The reactions to a message, counted. */
export class MessageReactions extends TlView {
  readonly raw: tl.RawMessageReactions;

  constructor(raw: tl.RawMessageReactions) {
    super();
    this.raw = raw;
  }

  get reactions(): readonly Reaction[] {
    return this.raw.results.map((result) => Reaction.counted(result));
  }
}

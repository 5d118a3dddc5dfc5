import type { ParseMode, TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";

export interface InputPollOptionOptions {
  readonly textParseMode?: ParseMode | undefined;
  readonly textEntities?: readonly tl.MessageEntity[] | undefined;
}

/** An answer of a poll to be sent. A plain object of the same shape, or just the text, does as well. */
export class InputPollOption implements InputPollOptionOptions {
  readonly text: TextLike;
  declare readonly textParseMode?: ParseMode | undefined;
  declare readonly textEntities?: readonly tl.MessageEntity[] | undefined;

  constructor(text: TextLike, options: InputPollOptionOptions = {}) {
    this.text = text;
    Object.assign(this, options);
  }
}

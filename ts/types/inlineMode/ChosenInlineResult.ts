import type { tl } from "../../tl/index.js";
import { Location } from "../messagesAndMedia/Location.js";
import { UserUpdate } from "../userAndChats/UserUpdate.js";
import { inlineMessageIdOf } from "./inlineMessageId.js";

/** Somebody sent one of the bot's results. Comes only when @BotFather has switched inline feedback on. */
export class ChosenInlineResult extends UserUpdate<tl.RawUpdateBotInlineSend> {
  get resultId(): string {
    return this.raw.id;
  }

  get query(): string {
    return this.raw.query;
  }

  get location(): Location | null {
    return Location.of(this.raw.geo);
  }

  /** Names the message; only when it has inline buttons. */
  get inlineMessageId(): string | null {
    return this.raw.msgId === undefined ? null : inlineMessageIdOf(this.raw.msgId);
  }
}

import type { tl } from "../../tl/index.js";
import { matchesOf } from "../filterResults.js";
import { Location } from "../messagesAndMedia/Location.js";
import type { AnswerInlineOptions } from "../options/index.js";
import type { ChatType } from "../userAndChats/Chat.js";
import { UserUpdate } from "../userAndChats/UserUpdate.js";
import type { InlineQueryResult } from "./InlineQueryResult.js";

const CHAT_TYPES: Readonly<Record<tl.InlineQueryPeerType["_"], ChatType>> = {
  inlineQueryPeerTypePM: "private",
  inlineQueryPeerTypeSameBotPM: "private",
  inlineQueryPeerTypeBotPM: "bot",
  inlineQueryPeerTypeChat: "group",
  inlineQueryPeerTypeMegagroup: "supergroup",
  inlineQueryPeerTypeBroadcast: "channel",
};

/** Somebody writes the bot's username and a query in some chat. */
export class InlineQuery extends UserUpdate<tl.RawUpdateBotInlineQuery> {
  get id(): bigint {
    return this.raw.queryId;
  }

  get query(): string {
    return this.raw.query;
  }

  /** What the last answer's `nextOffset` was; empty for the first. */
  get offset(): string {
    return this.raw.offset;
  }

  /** Of the chat in which it is written; null when that is not told. */
  get chatType(): ChatType | null {
    return this.raw.peerType === undefined ? null : CHAT_TYPES[this.raw.peerType._];
  }

  /** Where the person is; for bots that ask for it. */
  get location(): Location | null {
    return Location.of(this.raw.geo);
  }

  /** What `filters.regex` found in `query`. */
  get matches(): readonly RegExpExecArray[] | null {
    return matchesOf(this);
  }

  /** @param results at most 50 */
  async answer(results: readonly InlineQueryResult[], options: AnswerInlineOptions = {}): Promise<void> {
    await this.client.answerInlineQuery(this.id, results, options);
  }
}

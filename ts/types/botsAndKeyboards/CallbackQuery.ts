import type { TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import { matchesOf } from "../filterResults.js";
import { inlineMessageIdOf } from "../inlineMode/inlineMessageId.js";
import type { InputMedia } from "../inputMedia/InputMedia.js";
import { Message } from "../messagesAndMedia/Message.js";
import type * as options from "../options/index.js";
import { UserUpdate } from "../userAndChats/UserUpdate.js";
import { textOrBytes } from "./readReplyMarkup.js";
import type { ReplyMarkup } from "./ReplyMarkup.js";

export type RawCallbackQuery = tl.RawUpdateBotCallbackQuery | tl.RawUpdateInlineBotCallbackQuery | tl.RawUpdateBusinessBotCallbackQuery;

/** Somebody pressed a button. Answer it, else their app shows it as waiting. */
export class CallbackQuery extends UserUpdate<RawCallbackQuery> {
  #message: Message | null | undefined;

  get id(): bigint {
    return this.raw.queryId;
  }

  /** The same for all queries from one chat. */
  get chatInstance(): bigint {
    return this.raw.chatInstance;
  }

  /**
   * The message with the button: its chat and number; what it says did not come along. Null for a message that was sent
   * by inline mode: see `inlineMessageId`.
   */
  get message(): Message | null {
    return this.#message === undefined ? (this.#message = this.#readMessage()) : this.#message;
  }

  /** Asks Telegram for the message with the button; null for one of inline mode, and when it is gone. */
  async getMessage(): Promise<Message | null> {
    if (this.message === null || !this.message.empty) return this.message;
    const [found] = await this.client.getMessages(this.message.chat.id, [this.message.id]);
    return found === undefined || found.empty ? null : found;
  }

  /** Names a message that was sent by inline mode. */
  get inlineMessageId(): string | null {
    return this.raw._ === "updateInlineBotCallbackQuery" ? inlineMessageIdOf(this.raw.msgId) : null;
  }

  /** The data of the button; bytes when they are no UTF-8. Null for a game's button. Apps can send any data. */
  get data(): string | Uint8Array | null {
    return this.raw.data === undefined ? null : textOrBytes(this.raw.data);
  }

  get gameShortName(): string | null {
    return "gameShortName" in this.raw ? (this.raw.gameShortName ?? null) : null;
  }

  /** What `filters.regex` found in `data`. */
  get matches(): readonly RegExpExecArray[] | null {
    return matchesOf(this);
  }

  /** Ends the waiting in the app; with a text it is shown. */
  async answer(text?: string, options: Omit<options.AnswerCallbackOptions, "text"> = {}): Promise<void> {
    await this.client.answerCallbackQuery(this.id, { ...options, text });
  }

  /** Changes the text of the message with the button. @returns null for a message of inline mode, which nobody gets back */
  editMessageText(text: TextLike, options: options.EditTextOptions = {}): Promise<Message | null> {
    return this.#edit(
      (chatId, messageId) => this.client.editMessageText(chatId, messageId, text, options),
      (inlineMessageId) => this.client.editInlineText(inlineMessageId, text, options),
    );
  }

  editMessageCaption(caption: TextLike, options: options.EditCaptionOptions = {}): Promise<Message | null> {
    return this.#edit(
      (chatId, messageId) => this.client.editMessageCaption(chatId, messageId, caption, options),
      (inlineMessageId) => this.client.editInlineCaption(inlineMessageId, caption, options),
    );
  }

  editMessageMedia(media: InputMedia, options: options.EditMediaOptions = {}): Promise<Message | null> {
    return this.#edit(
      (chatId, messageId) => this.client.editMessageMedia(chatId, messageId, media, options),
      (inlineMessageId) => this.client.editInlineMedia(inlineMessageId, media, options),
    );
  }

  /** @param replyMarkup null takes the buttons away */
  editMessageReplyMarkup(replyMarkup: ReplyMarkup | null = null): Promise<Message | null> {
    const options = { replyMarkup: replyMarkup ?? undefined };
    return this.#edit(
      (chatId, messageId) => this.client.editMessageReplyMarkup(chatId, messageId, options),
      (inlineMessageId) => this.client.editInlineReplyMarkup(inlineMessageId, options),
    );
  }

  async #edit(inChat: (chatId: number, messageId: number) => Promise<Message>, inline: (inlineMessageId: string) => Promise<void>): Promise<Message | null> {
    const { message, inlineMessageId } = this;
    if (message !== null) return inChat(message.chat.id, message.id);
    if (inlineMessageId !== null) await inline(inlineMessageId);
    return null;
  }

  #readMessage(): Message | null {
    const { raw } = this;
    if (raw._ === "updateInlineBotCallbackQuery") return null;
    const message: tl.Message = raw._ === "updateBusinessBotCallbackQuery" ? raw.message : { _: "messageEmpty", id: raw.msgId, peerId: raw.peer };
    return new Message(message, this.peers, this.client);
  }
}

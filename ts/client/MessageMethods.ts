import type { AsyncList, ListOptions } from "../methods/AsyncList.js";
import * as methods from "../methods/messages/index.js";
import type { EditMarkupOptions, GetChatHistoryOptions, GetMessagesOptions, ReadChatHistoryOptions, SearchGlobalOptions, SearchMessagesOptions, SearchOptions } from "../methods/messages/index.js";
import type { PeerLike } from "../peers/index.js";
import type { TextLike } from "../text/index.js";
import type { AbortOptions, DeleteOptions, EditCaptionOptions, EditMediaOptions, EditTextOptions, InputMedia, Message, Poll, Sticker } from "../types/index.js";
import { SendMethods } from "./SendMethods.js";

/** Finding, changing and deleting messages. Each method is a function of ts/methods/messages/. */
export abstract class MessageMethods extends SendMethods {
  /** Deletes messages, one's own or, with the right to, those of others. {@link methods.deleteMessages} */
  async deleteMessages(chatId: PeerLike, messageIds: number | readonly number[], options: DeleteOptions = {}): Promise<void> {
    return methods.deleteMessages(this.methodClient(), chatId, messageIds, options);
  }

  /**
   * Changes the words under the media of a message that was sent by way of the bot in inline mode. Bots only.
   * {@link methods.editInlineCaption}
   */
  async editInlineCaption(inlineMessageId: string, caption: TextLike, options: EditCaptionOptions = {}): Promise<void> {
    return methods.editInlineCaption(this.methodClient(), inlineMessageId, caption, options);
  }

  /**
   * Changes the media of a message that was sent by way of the bot in inline mode. Bots only. {@link
   * methods.editInlineMedia}
   */
  async editInlineMedia(inlineMessageId: string, media: InputMedia, options: EditMediaOptions = {}): Promise<void> {
    return methods.editInlineMedia(this.methodClient(), inlineMessageId, media, options);
  }

  /**
   * Changes the buttons of a message that was sent by way of the bot in inline mode. Bots only. {@link
   * methods.editInlineReplyMarkup}
   */
  async editInlineReplyMarkup(inlineMessageId: string, options: EditMarkupOptions = {}): Promise<void> {
    return methods.editInlineReplyMarkup(this.methodClient(), inlineMessageId, options);
  }

  /**
   * Changes the text of a message that was sent by way of the bot in inline mode. Bots only. {@link
   * methods.editInlineText}
   */
  async editInlineText(inlineMessageId: string, text: TextLike, options: EditTextOptions = {}): Promise<void> {
    return methods.editInlineText(this.methodClient(), inlineMessageId, text, options);
  }

  /**
   * Changes the words under a photo, video or other media; an empty text takes them away. {@link
   * methods.editMessageCaption}
   */
  async editMessageCaption(chatId: PeerLike, messageId: number, caption: TextLike, options: EditCaptionOptions = {}): Promise<Message> {
    return methods.editMessageCaption(this.methodClient(), chatId, messageId, caption, options);
  }

  /** Puts other media, with other words, into a message. {@link methods.editMessageMedia} */
  async editMessageMedia(chatId: PeerLike, messageId: number, media: InputMedia, options: EditMediaOptions = {}): Promise<Message> {
    return methods.editMessageMedia(this.methodClient(), chatId, messageId, media, options);
  }

  /**
   * Changes the inline buttons under a message, or takes them away. Bots only. {@link
   * methods.editMessageReplyMarkup}
   */
  async editMessageReplyMarkup(chatId: PeerLike, messageId: number, options: EditMarkupOptions = {}): Promise<Message> {
    return methods.editMessageReplyMarkup(this.methodClient(), chatId, messageId, options);
  }

  /** Changes the text of a message of one's own, or of one's channel. {@link methods.editMessageText} */
  async editMessageText(chatId: PeerLike, messageId: number, text: TextLike, options: EditTextOptions = {}): Promise<Message> {
    return methods.editMessageText(this.methodClient(), chatId, messageId, text, options);
  }

  /** The messages of a chat, newest first. Users only. {@link methods.getChatHistory} */
  getChatHistory(chatId: PeerLike, options: GetChatHistoryOptions = {}): AsyncList<Message> {
    return methods.getChatHistory(this.methodClient(), chatId, options);
  }

  /** How many messages a chat has, service messages among them. Users only. {@link methods.getChatHistoryCount} */
  async getChatHistoryCount(chatId: PeerLike): Promise<number> {
    return methods.getChatHistoryCount(this.methodClient(), chatId);
  }

  /** The pictures of custom emoji, up to 200. {@link methods.getCustomEmojiStickers} */
  async getCustomEmojiStickers(customEmojiIds: readonly bigint[]): Promise<Sticker[]> {
    return methods.getCustomEmojiStickers(this.methodClient(), customEmojiIds);
  }

  /**
   * The copy of a channel's post in its discussion group, which comments answer. Users only. {@link
   * methods.getDiscussionMessage}
   */
  async getDiscussionMessage(chatId: PeerLike, messageId: number): Promise<Message> {
    return methods.getDiscussionMessage(this.methodClient(), chatId, messageId);
  }

  /**
   * The comments on a channel's post, or the messages of a thread, newest first. Users only. {@link
   * methods.getDiscussionReplies}
   */
  getDiscussionReplies(chatId: PeerLike, messageId: number, options: ListOptions = {}): AsyncList<Message> {
    return methods.getDiscussionReplies(this.methodClient(), chatId, messageId, options);
  }

  /** How many comments a channel's post has. Users only. {@link methods.getDiscussionRepliesCount} */
  async getDiscussionRepliesCount(chatId: PeerLike, messageId: number): Promise<number> {
    return methods.getDiscussionRepliesCount(this.methodClient(), chatId, messageId);
  }

  /** All parts of an album, by any of them, in their order. {@link methods.getMediaGroup} */
  async getMediaGroup(chatId: PeerLike, messageId: number): Promise<Message[]> {
    return methods.getMediaGroup(this.methodClient(), chatId, messageId);
  }

  /**
   * Gets messages by their numbers; for one number one message, for several an array in the same order.
   * {@link methods.getMessages}
   */
  getMessages(chatId: PeerLike, ids: number, options?: AbortOptions): Promise<Message>;
  getMessages(chatId: PeerLike, ids: readonly number[], options?: AbortOptions): Promise<Message[]>;
  getMessages(chatId: PeerLike, ids: number | readonly number[] | GetMessagesOptions, options?: AbortOptions): Promise<Message | Message[]>;
  async getMessages(chatId: PeerLike, ids: number | readonly number[] | GetMessagesOptions, abort: AbortOptions = {}): Promise<Message | Message[]> {
    return methods.getMessages(this.methodClient(), chatId, ids, abort);
  }

  /** Marks the messages of a chat as read. Users only. {@link methods.readChatHistory} */
  async readChatHistory(chatId: PeerLike, options: ReadChatHistoryOptions = {}): Promise<void> {
    return methods.readChatHistory(this.methodClient(), chatId, options);
  }

  /** Searches the messages of all chats, newest first. Users only. {@link methods.searchGlobal} */
  searchGlobal(options: SearchGlobalOptions = {}): AsyncList<Message> {
    return methods.searchGlobal(this.methodClient(), options);
  }

  /** How many messages of all chats a search finds. Users only. {@link methods.searchGlobalCount} */
  async searchGlobalCount(options: Omit<SearchGlobalOptions, "limit"> = {}): Promise<number> {
    return methods.searchGlobalCount(this.methodClient(), options);
  }

  /** Searches the messages of a chat, newest first. Users only. {@link methods.searchMessages} */
  searchMessages(chatId: PeerLike, options: SearchMessagesOptions = {}): AsyncList<Message> {
    return methods.searchMessages(this.methodClient(), chatId, options);
  }

  /** How many messages of a chat a search finds. Users only. {@link methods.searchMessagesCount} */
  async searchMessagesCount(chatId: PeerLike, options: SearchOptions = {}): Promise<number> {
    return methods.searchMessagesCount(this.methodClient(), chatId, options);
  }

  /** Closes a poll that the account has sent. {@link methods.stopPoll} */
  async stopPoll(chatId: PeerLike, messageId: number, options: EditMarkupOptions = {}): Promise<Poll> {
    return methods.stopPoll(this.methodClient(), chatId, messageId, options);
  }

  /** Votes in a poll. Users only. {@link methods.votePoll} */
  async votePoll(chatId: PeerLike, messageId: number, options: number | readonly number[]): Promise<Poll> {
    return methods.votePoll(this.methodClient(), chatId, messageId, options);
  }

  /** Takes one's vote back. Users only. {@link methods.retractVote} */
  async retractVote(chatId: PeerLike, messageId: number): Promise<Poll> {
    return methods.retractVote(this.methodClient(), chatId, messageId);
  }
}

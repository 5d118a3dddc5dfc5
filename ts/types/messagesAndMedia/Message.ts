import type { TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import type { CallbackQuery } from "../botsAndKeyboards/CallbackQuery.js";
import type { ReplyMarkup } from "../botsAndKeyboards/ReplyMarkup.js";
import { commandOf, matchesOf } from "../filterResults.js";
import type { InputMedia } from "../inputMedia/InputMedia.js";
import type { ChatId, ObjectClient } from "../ObjectClient.js";
import type * as options from "../options/index.js";
import type { PeerIndex } from "../PeerIndex.js";
import type { ListenOptions } from "../pyromod/ListenOptions.js";
import type { ForumTopic } from "../userAndChats/ForumTopic.js";
import { clickButton, type ButtonPlace, type ClickResult } from "./clickButton.js";
import { MessageReplies } from "./MessageReplies.js";
import type { Poll } from "./Poll.js";
import { sentMessageOf } from "./sentMessages.js";

/** What came along with a message. */
export interface MessageRelations {
  readonly replyToMessage?: Message | undefined;
  readonly topic?: ForumTopic | undefined;
  /** Whether it waits for the time at which it is to be sent. */
  readonly isScheduled?: boolean | undefined;
}

/** A message: a thin view of the TL object, which stays at hand as `raw`. Bound methods act on it and in its chat. */
export class Message extends MessageReplies {
  readonly #relations: MessageRelations;

  constructor(raw: tl.Message, peers: PeerIndex, client: ObjectClient, relations: MessageRelations = {}) {
    super(raw, peers, client);
    this.#relations = relations;
  }

  /** The message that it answers, if it came along; `getReplyToMessage` asks Telegram for it. */
  get replyToMessage(): Message | null {
    return this.#relations.replyToMessage ?? null;
  }

  /** The message that was pinned, if it came along; its number is `pinnedMessageId`. */
  get pinnedMessage(): Message | null {
    return this.pinnedMessageId === null ? null : this.replyToMessage;
  }

  /** The topic that it stands in, if that came along. */
  get topics(): ForumTopic | null {
    return this.#relations.topic ?? null;
  }

  /** Whether it waits for the time at which it is to be sent. */
  get scheduled(): boolean {
    return this.#relations.isScheduled === true;
  }

  /** The command and its arguments, as `filters.command` found them. */
  get command(): readonly string[] | null {
    return commandOf(this);
  }

  /** What `filters.regex` found. */
  get matches(): readonly RegExpExecArray[] | null {
    return matchesOf(this);
  }

  /** The message that it answers, of what `ask` gave back. */
  get sentMessage(): Message | null {
    return sentMessageOf(this);
  }

  /** Leads to it in an app; null for private chats and basic groups, which have no links. */
  get link(): string | null {
    const { id, username } = this.chat;
    if (this.raw.peerId?._ !== "peerChannel") return null;
    return `https://t.me/${username ?? `c/${-id - 1_000_000_000_000}`}/${this.id}`;
  }

  /** Asks Telegram for the message that it answers; null when it answers none, or that is gone. */
  async getReplyToMessage(): Promise<Message | null> {
    if (this.replyToMessage !== null || this.replyToMessageId === null) return this.replyToMessage;
    const [message] = await this.client.getMessages(this.replyToChat?.id ?? this.chat.id, [this.replyToMessageId]);
    return message === undefined || message.empty ? null : message;
  }

  /** All messages of its album. */
  getMediaGroup(): Promise<Message[]> {
    return this.client.getMediaGroup(this.chat.id, this.id);
  }

  /** The same as `editText`. */
  edit(text: TextLike, options: options.EditTextOptions = {}): Promise<Message> {
    return this.editText(text, options);
  }

  editText(text: TextLike, options: options.EditTextOptions = {}): Promise<Message> {
    return this.client.editMessageText(this.chat.id, this.id, text, options);
  }

  editCaption(caption: TextLike, options: options.EditCaptionOptions = {}): Promise<Message> {
    return this.client.editMessageCaption(this.chat.id, this.id, caption, options);
  }

  editMedia(media: InputMedia, options: options.EditMediaOptions = {}): Promise<Message> {
    return this.client.editMessageMedia(this.chat.id, this.id, media, options);
  }

  /** @param replyMarkup null takes the buttons away */
  editReplyMarkup(replyMarkup: ReplyMarkup | null = null): Promise<Message> {
    return this.client.editMessageReplyMarkup(this.chat.id, this.id, { replyMarkup: replyMarkup ?? undefined });
  }

  async forward(chatId: ChatId, options: options.ForwardOptions = {}): Promise<Message> {
    const [forwarded] = await this.client.forwardMessages(chatId, this.chat.id, [this.id], options);
    if (forwarded === undefined) throw new RangeError(`message ${this.id} cannot be forwarded: it is gone`);
    return forwarded;
  }

  /** Sends the same without saying where it comes from. */
  copy(chatId: ChatId, options: options.CopyMessageOptions = {}): Promise<Message> {
    return this.client.copyMessage(chatId, this.chat.id, this.id, options);
  }

  /** Deletes it, by default for everybody. */
  async delete(options: options.DeleteOptions = {}): Promise<void> {
    await this.client.deleteMessages(this.chat.id, [this.id], options);
  }

  /**
   * Presses a button: of a keyboard its text is sent; of inline buttons the callback is made, or what it opens is
   * given back.
   *
   * @param place the text of the button, its number counted row by row from 0, or `[column, row]`; the first by default
   * @throws RangeError when there is no such button
   */
  click(place: ButtonPlace = 0, options: options.AbortOptions & { readonly timeout?: number | undefined } = {}): Promise<ClickResult> {
    return clickButton(this, this.client, place, options);
  }

  /** @param emoji the reaction, or the id of a custom emoji; null takes the account's reactions back */
  async react(emoji: string | bigint | null = null, options: options.ReactOptions = {}): Promise<void> {
    await this.client.sendReaction(this.chat.id, this.id, emoji, options);
  }

  /** @param answers places of the chosen answers in its poll, from 0 */
  vote(answers: number | readonly number[]): Promise<Poll> {
    return this.client.votePoll(this.chat.id, this.id, answers);
  }

  retractVote(): Promise<Poll> {
    return this.client.retractVote(this.chat.id, this.id);
  }

  /** Loads its media. @returns the path of the file, or the bytes with `inMemory` */
  download(options: options.DownloadOptions = {}): Promise<string | Uint8Array> {
    return this.client.downloadMedia(this, options);
  }

  async pin(options: options.PinOptions = {}): Promise<void> {
    await this.client.pinChatMessage(this.chat.id, this.id, options);
  }

  async unpin(): Promise<void> {
    await this.client.unpinChatMessage(this.chat.id, this.id);
  }

  /** Sends a text here and waits for the next message of whoever wrote this one. */
  ask(text: TextLike, options: ListenOptions & options.SendMessageOptions = {}): Promise<Message> {
    return this.client.ask(this.chat.id, text, { ...options, ...this.#sender });
  }

  /** Waits for the next message here of whoever wrote this one. */
  listen(options: ListenOptions = {}): Promise<Message> {
    return this.client.listen({ ...options, chatId: this.chat.id, ...this.#sender });
  }

  /** Waits until somebody presses a button of this message. */
  waitForClick(options: ListenOptions & { readonly fromUserId?: number | readonly number[] | undefined } = {}): Promise<CallbackQuery> {
    const { fromUserId, ...rest } = options;
    return this.client.waitForClick({ ...rest, chatId: this.chat.id, messageId: this.id, userId: fromUserId });
  }

  /** Ends what waits here for whoever wrote this message. */
  stopListening(): Promise<void> {
    return this.client.stopListening({ chatId: this.chat.id, ...this.#sender });
  }

  protected override get hidden(): readonly string[] {
    return [...super.hidden, "link", "sentMessage"];
  }

  get #sender(): { readonly userId?: number } {
    return this.fromUser === null || this.outgoing ? {} : { userId: this.fromUser.id };
  }
}

import type { InlineQueryResult } from "./inlineMode/InlineQueryResult.js";
import type { InputMedia } from "./inputMedia/InputMedia.js";
import type { InputPollOption } from "./inputMessageContent/InputPollOption.js";
import type { ReplyMarkup } from "./botsAndKeyboards/ReplyMarkup.js";
import type { CallbackQuery } from "./botsAndKeyboards/CallbackQuery.js";
import type { Message } from "./messagesAndMedia/Message.js";
import type { Poll } from "./messagesAndMedia/Poll.js";
import type * as options from "./options/index.js";
import type { ListenerPlace, ListenOptions } from "./pyromod/ListenOptions.js";
import type { Chat } from "./userAndChats/Chat.js";
import type { ChatMember } from "./userAndChats/ChatMember.js";
import type { ChatPermissions } from "./userAndChats/ChatPermissions.js";
import type { ChatPrivileges } from "./userAndChats/ChatPrivileges.js";
import type { User } from "./userAndChats/User.js";
import type { TextLike } from "../text/index.js";
import type { tl } from "../tl/index.js";

/** How a chat or user is named to a method: marked id, username, phone number, link, or `"me"`. */
export type ChatId = number | bigint | string;

interface MarkupOptions extends options.AbortOptions {
  readonly replyMarkup?: ReplyMarkup | undefined;
}

/** The client's methods that bound methods call: `message.reply()` is `client.sendMessage()`. Client implements it. */
export interface ObjectClient {
  /** The account that is signed in. */
  readonly me: User | null;

  sendMessage(chatId: ChatId, text: TextLike, options?: options.SendMessageOptions): Promise<Message>;
  sendPhoto(chatId: ChatId, photo: options.MediaSource, options?: options.SendPhotoOptions): Promise<Message>;
  sendAnimation(chatId: ChatId, animation: options.MediaSource, options?: options.SendAnimationOptions): Promise<Message>;
  sendVideo(chatId: ChatId, video: options.MediaSource, options?: options.SendVideoOptions): Promise<Message>;
  sendVideoNote(chatId: ChatId, videoNote: options.MediaSource, options?: options.SendVideoNoteOptions): Promise<Message>;
  sendAudio(chatId: ChatId, audio: options.MediaSource, options?: options.SendAudioOptions): Promise<Message>;
  sendVoice(chatId: ChatId, voice: options.MediaSource, options?: options.SendVoiceOptions): Promise<Message>;
  sendDocument(chatId: ChatId, document: options.MediaSource, options?: options.SendDocumentOptions): Promise<Message>;
  sendSticker(chatId: ChatId, sticker: options.MediaSource, options?: options.SendStickerOptions): Promise<Message>;
  sendCachedMedia(chatId: ChatId, fileId: string, options?: options.SendMediaOptions): Promise<Message>;
  sendMediaGroup(chatId: ChatId, media: readonly InputMedia[], options?: options.SendOptions): Promise<Message[]>;
  sendContact(chatId: ChatId, phoneNumber: string, firstName: string, options?: options.SendContactOptions): Promise<Message>;
  sendLocation(chatId: ChatId, latitude: number, longitude: number, options?: options.SendOptions): Promise<Message>;
  sendVenue(chatId: ChatId, latitude: number, longitude: number, title: string, address: string, options?: options.SendVenueOptions): Promise<Message>;
  sendPoll(chatId: ChatId, question: TextLike, answers: readonly (TextLike | InputPollOption)[], options?: options.SendPollOptions): Promise<Message>;
  sendDice(chatId: ChatId, options?: options.SendOptions & { readonly emoji?: string | undefined }): Promise<Message>;
  sendGame(chatId: ChatId, gameShortName: string, options?: options.SendOptions): Promise<Message>;
  sendInlineBotResult(chatId: ChatId, queryId: bigint, resultId: string, options?: options.SendOptions): Promise<Message | null>;
  sendChatAction(chatId: ChatId, action: options.ChatAction, options?: options.AbortOptions & { readonly messageThreadId?: number | undefined }): Promise<void>;

  editMessageText(chatId: ChatId, messageId: number, text: TextLike, options?: options.EditTextOptions): Promise<Message>;
  editMessageCaption(chatId: ChatId, messageId: number, caption: TextLike, options?: options.EditCaptionOptions): Promise<Message>;
  editMessageMedia(chatId: ChatId, messageId: number, media: InputMedia, options?: options.EditMediaOptions): Promise<Message>;
  editMessageReplyMarkup(chatId: ChatId, messageId: number, options?: MarkupOptions): Promise<Message>;
  editInlineText(inlineMessageId: string, text: TextLike, options?: options.EditTextOptions): Promise<void>;
  editInlineCaption(inlineMessageId: string, caption: TextLike, options?: options.EditCaptionOptions): Promise<void>;
  editInlineMedia(inlineMessageId: string, media: InputMedia, options?: options.EditMediaOptions): Promise<void>;
  editInlineReplyMarkup(inlineMessageId: string, options?: MarkupOptions): Promise<void>;

  forwardMessages(chatId: ChatId, fromChatId: ChatId, messageIds: readonly number[], options?: options.ForwardOptions): Promise<Message[]>;
  copyMessage(chatId: ChatId, fromChatId: ChatId, messageId: number, options?: options.CopyMessageOptions): Promise<Message>;
  deleteMessages(chatId: ChatId, messageIds: readonly number[], options?: options.DeleteOptions): Promise<unknown>;
  getMessages(chatId: ChatId, messageIds: readonly number[], options?: options.AbortOptions): Promise<Message[]>;
  getMediaGroup(chatId: ChatId, messageId: number): Promise<Message[]>;
  downloadMedia(message: Message, options?: options.DownloadOptions): Promise<string | Uint8Array>;
  pinChatMessage(chatId: ChatId, messageId: number, options?: options.PinOptions): Promise<unknown>;
  unpinChatMessage(chatId: ChatId, messageId: number): Promise<unknown>;
  unpinAllChatMessages(chatId: ChatId): Promise<unknown>;
  sendReaction(chatId: ChatId, messageId: number, emoji: string | bigint | null, options?: options.ReactOptions): Promise<unknown>;
  votePoll(chatId: ChatId, messageId: number, answers: number | readonly number[]): Promise<Poll>;
  retractVote(chatId: ChatId, messageId: number): Promise<Poll>;
  requestCallbackAnswer(
    chatId: ChatId,
    messageId: number,
    callbackData: string | Uint8Array,
    options?: options.AbortOptions & { readonly timeout?: number | undefined },
  ): Promise<tl.MessagesBotCallbackAnswer>;

  answerCallbackQuery(callbackQueryId: bigint, options?: options.AnswerCallbackOptions): Promise<unknown>;
  answerInlineQuery(inlineQueryId: bigint, results: readonly InlineQueryResult[], options?: options.AnswerInlineOptions): Promise<unknown>;

  archiveChats(chatIds: ChatId | readonly ChatId[]): Promise<unknown>;
  unarchiveChats(chatIds: ChatId | readonly ChatId[]): Promise<unknown>;
  setChatTitle(chatId: ChatId, title: string): Promise<unknown>;
  setChatDescription(chatId: ChatId, description: string): Promise<unknown>;
  setChatPhoto(chatId: ChatId, options: { readonly photo?: options.MediaSource; readonly video?: options.MediaSource; readonly videoStartTs?: number }): Promise<unknown>;
  setChatProtectedContent(chatId: ChatId, enabled: boolean): Promise<unknown>;
  banChatMember(chatId: ChatId, userId: ChatId, options?: { readonly untilDate?: Date | undefined }): Promise<unknown>;
  unbanChatMember(chatId: ChatId, userId: ChatId): Promise<unknown>;
  restrictChatMember(chatId: ChatId, userId: ChatId, permissions: ChatPermissions, options?: { readonly untilDate?: Date | undefined }): Promise<unknown>;
  promoteChatMember(chatId: ChatId, userId: ChatId, options?: { readonly privileges?: ChatPrivileges | undefined }): Promise<unknown>;
  joinChat(chatId: ChatId): Promise<Chat>;
  leaveChat(chatId: ChatId, options?: { readonly delete?: boolean | undefined }): Promise<unknown>;
  exportChatInviteLink(chatId: ChatId): Promise<string>;
  getChatMember(chatId: ChatId, userId: ChatId): Promise<ChatMember>;
  getChatMembers(chatId: ChatId, options?: { readonly query?: string | undefined; readonly limit?: number | undefined; readonly filter?: ChatMembersFilter | undefined }): AsyncIterable<ChatMember>;
  addChatMembers(chatId: ChatId, userIds: ChatId | readonly ChatId[], options?: { readonly forwardLimit?: number | undefined }): Promise<unknown>;
  markChatUnread(chatId: ChatId): Promise<unknown>;
  approveChatJoinRequest(chatId: ChatId, userId: ChatId): Promise<unknown>;
  declineChatJoinRequest(chatId: ChatId, userId: ChatId): Promise<unknown>;

  blockUser(userId: ChatId): Promise<unknown>;
  unblockUser(userId: ChatId): Promise<unknown>;
  getCommonChats(userId: ChatId): Promise<Chat[]>;

  ask(chatId: ChatId, text: TextLike, options?: ListenOptions & ListenerPlace & options.SendMessageOptions): Promise<Message>;
  listen(options?: ListenOptions & ListenerPlace): Promise<Message>;
  waitForClick(options?: ListenOptions & ListenerPlace): Promise<CallbackQuery>;
  stopListening(place?: ListenerPlace): Promise<void>;
}

export type ChatMembersFilter = (typeof CHAT_MEMBERS_FILTERS)[number];
export const CHAT_MEMBERS_FILTERS = ["search", "banned", "restricted", "bots", "recent", "administrators"] as const;

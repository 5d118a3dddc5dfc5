import type { FileToSend } from "../methods/media/inputMedia.js";
import * as methods from "../methods/messages/index.js";
import type { CopyMediaGroupOptions, ForwardMessagesOptions, ReactionEmoji, SendChatActionOptions, SendDiceOptions, SendMediaGroupOptions, SendReactionOptions } from "../methods/messages/index.js";
import type { PeerLike } from "../peers/index.js";
import type { TextLike } from "../text/index.js";
import type { ChatAction, CopyMessageOptions, InputMedia, InputPollOption, Message, ReactOptions, SendAnimationOptions, SendAudioOptions, SendContactOptions, SendDocumentOptions, SendMediaOptions, SendMessageOptions, SendOptions, SendPhotoOptions, SendPollOptions, SendStickerOptions, SendVenueOptions, SendVideoNoteOptions, SendVideoOptions, SendVoiceOptions } from "../types/index.js";
import { PeerMethods } from "./PeerMethods.js";

/** Sending messages. Each method is a function of ts/methods/messages/, where all is told of it. */
export abstract class SendMethods extends PeerMethods {
  /** Sends an album again as messages of one's own. {@link methods.copyMediaGroup} */
  async copyMediaGroup(chatId: PeerLike, fromChatId: PeerLike, messageId: number, options: CopyMediaGroupOptions = {}): Promise<Message[]> {
    return methods.copyMediaGroup(this.methodClient(), chatId, fromChatId, messageId, options);
  }

  /**
   * Sends the same again as a message of one's own: a forward that does not say where it comes from. {@link
   * methods.copyMessage}
   */
  async copyMessage(chatId: PeerLike, fromChatId: PeerLike, messageId: number, options: CopyMessageOptions = {}): Promise<Message> {
    return methods.copyMessage(this.methodClient(), chatId, fromChatId, messageId, options);
  }

  /**
   * Forwards messages to another chat; albums stay together when all of their parts are named. {@link
   * methods.forwardMessages}
   */
  forwardMessages(chatId: PeerLike, fromChatId: PeerLike, messageIds: number, options?: ForwardMessagesOptions): Promise<Message>;
  forwardMessages(chatId: PeerLike, fromChatId: PeerLike, messageIds: readonly number[], options?: ForwardMessagesOptions): Promise<Message[]>;
  forwardMessages(chatId: PeerLike, fromChatId: PeerLike, messageIds: number | readonly number[], options?: ForwardMessagesOptions): Promise<Message | Message[]>;
  async forwardMessages(chatId: PeerLike, fromChatId: PeerLike, messageIds: number | readonly number[], options: ForwardMessagesOptions = {}): Promise<Message | Message[]> {
    return methods.forwardMessages(this.methodClient(), chatId, fromChatId, messageIds, options);
  }

  /**
   * The messages that wait to be sent in a chat, the last one first. Users only. {@link
   * methods.getScheduledMessages}
   */
  async getScheduledMessages(chatId: PeerLike): Promise<Message[]> {
    return methods.getScheduledMessages(this.methodClient(), chatId);
  }

  /** Sends scheduled messages now. Users only. {@link methods.sendScheduledMessages} */
  async sendScheduledMessages(chatId: PeerLike, messageIds: number | readonly number[]): Promise<Message[]> {
    return methods.sendScheduledMessages(this.methodClient(), chatId, messageIds);
  }

  /** Deletes scheduled messages. Users only. {@link methods.deleteScheduledMessages} */
  async deleteScheduledMessages(chatId: PeerLike, messageIds: number | readonly number[]): Promise<void> {
    return methods.deleteScheduledMessages(this.methodClient(), chatId, messageIds);
  }

  /** Sends an animation (GIF) that is at Telegram or on the web. {@link methods.sendAnimation} */
  async sendAnimation(chatId: PeerLike, animation: FileToSend, options: SendAnimationOptions = {}): Promise<Message> {
    return methods.sendAnimation(this.methodClient(), chatId, animation, options);
  }

  /** Sends an audio file that is at Telegram or on the web. {@link methods.sendAudio} */
  async sendAudio(chatId: PeerLike, audio: FileToSend, options: SendAudioOptions = {}): Promise<Message> {
    return methods.sendAudio(this.methodClient(), chatId, audio, options);
  }

  /** Sends a file that is at Telegram, of whatever kind, by its Bot-API file id. {@link methods.sendCachedMedia} */
  async sendCachedMedia(chatId: PeerLike, fileId: string, options: SendMediaOptions = {}): Promise<Message> {
    return methods.sendCachedMedia(this.methodClient(), chatId, fileId, options);
  }

  /**
   * Shows the other side what the account is doing, for about five seconds or until a message comes. {@link
   * methods.sendChatAction}
   */
  async sendChatAction(chatId: PeerLike, action: ChatAction, options: SendChatActionOptions = {}): Promise<void> {
    return methods.sendChatAction(this.methodClient(), chatId, action, options);
  }

  /** Sends a phone number with a name. {@link methods.sendContact} */
  async sendContact(chatId: PeerLike, phoneNumber: string, firstName: string, options: SendContactOptions = {}): Promise<Message> {
    return methods.sendContact(this.methodClient(), chatId, phoneNumber, firstName, options);
  }

  /** Throws a die: Telegram chooses the value, which the message then has. {@link methods.sendDice} */
  async sendDice(chatId: PeerLike, options: SendDiceOptions = {}): Promise<Message> {
    return methods.sendDice(this.methodClient(), chatId, options);
  }

  /** Sends a document that is at Telegram or on the web. {@link methods.sendDocument} */
  async sendDocument(chatId: PeerLike, document: FileToSend, options: SendDocumentOptions = {}): Promise<Message> {
    return methods.sendDocument(this.methodClient(), chatId, document, options);
  }

  /** Sends a place on the map. {@link methods.sendLocation} */
  async sendLocation(chatId: PeerLike, latitude: number, longitude: number, options: SendOptions = {}): Promise<Message> {
    return methods.sendLocation(this.methodClient(), chatId, latitude, longitude, options);
  }

  /** Sends an album of 2 to 10 photos and videos, of documents, or of audio files. {@link methods.sendMediaGroup} */
  async sendMediaGroup(chatId: PeerLike, media: readonly InputMedia[], options: SendMediaGroupOptions = {}): Promise<Message[]> {
    return methods.sendMediaGroup(this.methodClient(), chatId, media, options);
  }

  /**
   * Sends a text, of up to 4096 characters after its formatting is read. `splitText` cuts longer ones. {@link
   * methods.sendMessage}
   */
  async sendMessage(chatId: PeerLike, text: TextLike, options: SendMessageOptions = {}): Promise<Message> {
    return methods.sendMessage(this.methodClient(), chatId, text, options);
  }

  /** Sends a photo that is at Telegram or on the web. {@link methods.sendPhoto} */
  async sendPhoto(chatId: PeerLike, photo: FileToSend, options: SendPhotoOptions = {}): Promise<Message> {
    return methods.sendPhoto(this.methodClient(), chatId, photo, options);
  }

  /** Sends a poll or a quiz. {@link methods.sendPoll} */
  async sendPoll(chatId: PeerLike, question: TextLike, options: readonly (TextLike | InputPollOption)[], more: SendPollOptions = {}): Promise<Message> {
    return methods.sendPoll(this.methodClient(), chatId, question, options, more);
  }

  /** Reacts to a message, or takes one's reactions back. {@link methods.sendReaction} */
  async sendReaction(chatId: PeerLike, messageId: number, emoji: ReactionEmoji | readonly ReactionEmoji[] | SendReactionOptions | null = null, options: ReactOptions = {}): Promise<void> {
    return methods.sendReaction(this.methodClient(), chatId, messageId, emoji, options);
  }

  /** Sends a sticker that is at Telegram or on the web. {@link methods.sendSticker} */
  async sendSticker(chatId: PeerLike, sticker: FileToSend, options: SendStickerOptions = {}): Promise<Message> {
    return methods.sendSticker(this.methodClient(), chatId, sticker, options);
  }

  /** Sends a place with name and address. {@link methods.sendVenue} */
  async sendVenue(chatId: PeerLike, latitude: number, longitude: number, title: string, address: string, options: SendVenueOptions = {}): Promise<Message> {
    return methods.sendVenue(this.methodClient(), chatId, latitude, longitude, title, address, options);
  }

  /** Sends a video that is at Telegram or on the web. {@link methods.sendVideo} */
  async sendVideo(chatId: PeerLike, video: FileToSend, options: SendVideoOptions = {}): Promise<Message> {
    return methods.sendVideo(this.methodClient(), chatId, video, options);
  }

  /** Sends a round video that is at Telegram or on the web. {@link methods.sendVideoNote} */
  async sendVideoNote(chatId: PeerLike, videoNote: FileToSend, options: SendVideoNoteOptions = {}): Promise<Message> {
    return methods.sendVideoNote(this.methodClient(), chatId, videoNote, options);
  }

  /** Sends a voice note that is at Telegram or on the web. {@link methods.sendVoice} */
  async sendVoice(chatId: PeerLike, voice: FileToSend, options: SendVoiceOptions = {}): Promise<Message> {
    return methods.sendVoice(this.methodClient(), chatId, voice, options);
  }
}

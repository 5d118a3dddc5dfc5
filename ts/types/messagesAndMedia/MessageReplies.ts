import type { TextLike } from "../../text/index.js";
import type { InputMedia } from "../inputMedia/InputMedia.js";
import type { InputPollOption } from "../inputMessageContent/InputPollOption.js";
import type * as options from "../options/index.js";
import type { Message } from "./Message.js";
import { MessageService } from "./MessageService.js";

/** What an answer takes besides what sending takes. */
export interface QuoteOption {
  /** Whether the answer shows what it answers. @default true, except in private chats */
  readonly quote?: boolean | undefined;
}

type Reply<Options> = Options & QuoteOption;

/** Answers in the same chat and topic. */
export abstract class MessageReplies extends MessageService {
  /** Answers with a text. */
  reply(text: TextLike, options: Reply<options.SendMessageOptions> = {}): Promise<Message> {
    return this.client.sendMessage(this.chat.id, text, this.#toHere(options));
  }

  /** The same as `reply`. */
  replyText(text: TextLike, options: Reply<options.SendMessageOptions> = {}): Promise<Message> {
    return this.reply(text, options);
  }

  replyPhoto(photo: options.MediaSource, options: Reply<options.SendPhotoOptions> = {}): Promise<Message> {
    return this.client.sendPhoto(this.chat.id, photo, this.#toHere(options));
  }

  replyAnimation(animation: options.MediaSource, options: Reply<options.SendAnimationOptions> = {}): Promise<Message> {
    return this.client.sendAnimation(this.chat.id, animation, this.#toHere(options));
  }

  replyVideo(video: options.MediaSource, options: Reply<options.SendVideoOptions> = {}): Promise<Message> {
    return this.client.sendVideo(this.chat.id, video, this.#toHere(options));
  }

  replyVideoNote(videoNote: options.MediaSource, options: Reply<options.SendVideoNoteOptions> = {}): Promise<Message> {
    return this.client.sendVideoNote(this.chat.id, videoNote, this.#toHere(options));
  }

  replyAudio(audio: options.MediaSource, options: Reply<options.SendAudioOptions> = {}): Promise<Message> {
    return this.client.sendAudio(this.chat.id, audio, this.#toHere(options));
  }

  replyVoice(voice: options.MediaSource, options: Reply<options.SendVoiceOptions> = {}): Promise<Message> {
    return this.client.sendVoice(this.chat.id, voice, this.#toHere(options));
  }

  replyDocument(document: options.MediaSource, options: Reply<options.SendDocumentOptions> = {}): Promise<Message> {
    return this.client.sendDocument(this.chat.id, document, this.#toHere(options));
  }

  replySticker(sticker: options.MediaSource, options: Reply<options.SendStickerOptions> = {}): Promise<Message> {
    return this.client.sendSticker(this.chat.id, sticker, this.#toHere(options));
  }

  /** Answers with media that Telegram has already. */
  replyCachedMedia(fileId: string, options: Reply<options.SendMediaOptions> = {}): Promise<Message> {
    return this.client.sendCachedMedia(this.chat.id, fileId, this.#toHere(options));
  }

  /** Answers with an album of 2–10 photos and videos, or of files of one kind. */
  replyMediaGroup(media: readonly InputMedia[], options: Reply<options.SendOptions> = {}): Promise<Message[]> {
    return this.client.sendMediaGroup(this.chat.id, media, this.#toHere(options));
  }

  replyContact(phoneNumber: string, firstName: string, options: Reply<options.SendContactOptions> = {}): Promise<Message> {
    return this.client.sendContact(this.chat.id, phoneNumber, firstName, this.#toHere(options));
  }

  /** In degrees. */
  replyLocation(latitude: number, longitude: number, options: Reply<options.SendOptions> = {}): Promise<Message> {
    return this.client.sendLocation(this.chat.id, latitude, longitude, this.#toHere(options));
  }

  /** In degrees. */
  replyVenue(latitude: number, longitude: number, title: string, address: string, options: Reply<options.SendVenueOptions> = {}): Promise<Message> {
    return this.client.sendVenue(this.chat.id, latitude, longitude, title, address, this.#toHere(options));
  }

  replyPoll(question: TextLike, answers: readonly (TextLike | InputPollOption)[], options: Reply<options.SendPollOptions> = {}): Promise<Message> {
    return this.client.sendPoll(this.chat.id, question, answers, this.#toHere(options));
  }

  replyDice(options: Reply<options.SendOptions & { readonly emoji?: string | undefined }> = {}): Promise<Message> {
    return this.client.sendDice(this.chat.id, this.#toHere(options));
  }

  replyGame(gameShortName: string, options: Reply<options.SendOptions> = {}): Promise<Message> {
    return this.client.sendGame(this.chat.id, gameShortName, this.#toHere(options));
  }

  /** Answers with a result that an inline bot offered. */
  replyInlineBotResult(queryId: bigint, resultId: string, options: Reply<options.SendOptions> = {}): Promise<Message | null> {
    return this.client.sendInlineBotResult(this.chat.id, queryId, resultId, this.#toHere(options));
  }

  /** Shows for some seconds what the account is doing. */
  replyChatAction(action: options.ChatAction, options: options.AbortOptions = {}): Promise<void> {
    return this.client.sendChatAction(this.chat.id, action, { ...options, messageThreadId: this.messageThreadId ?? undefined });
  }

  #toHere<Options extends options.SendOptions>({ quote, ...options }: Reply<Options>): Omit<Reply<Options>, "quote"> {
    const isQuoted = quote ?? (this.chat.type !== "private" && this.chat.type !== "bot");
    return {
      ...options,
      messageThreadId: options.messageThreadId ?? this.messageThreadId ?? undefined,
      replyToMessageId: options.replyToMessageId ?? (isQuoted ? this.id : undefined),
    };
  }
}

import type { ReplyMarkup } from "../botsAndKeyboards/ReplyMarkup.js";
import type { InputMessageContent } from "../inputMessageContent/InputTextMessageContent.js";
import type { CaptionOptions } from "../options/index.js";

interface ResultFields {
  /** 1–64 bytes, one of its kind among the results; made up by default. */
  readonly id?: string | undefined;
  /** Inline buttons under the message. */
  readonly replyMarkup?: ReplyMarkup | undefined;
  /** Sent instead of what the result shows. */
  readonly inputMessageContent?: InputMessageContent | undefined;
}

interface ThumbFields {
  readonly thumbUrl?: string | undefined;
  /** In pixels. */
  readonly thumbWidth?: number | undefined;
  readonly thumbHeight?: number | undefined;
}

export interface ArticleFields extends ResultFields, ThumbFields {
  readonly title: string;
  readonly inputMessageContent: InputMessageContent;
  readonly url?: string | undefined;
  readonly description?: string | undefined;
}

export interface PhotoFields extends ResultFields, CaptionOptions {
  readonly photoUrl: string;
  /** @default photoUrl */
  readonly thumbUrl?: string | undefined;
  /** In pixels. */
  readonly photoWidth?: number | undefined;
  readonly photoHeight?: number | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

export interface AnimationFields extends ResultFields, CaptionOptions {
  readonly animationUrl: string;
  /** In pixels. */
  readonly animationWidth?: number | undefined;
  readonly animationHeight?: number | undefined;
  /** In seconds. */
  readonly animationDuration?: number | undefined;
  readonly thumbUrl?: string | undefined;
  readonly thumbMimeType?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

export interface VideoFields extends ResultFields, CaptionOptions {
  readonly videoUrl: string;
  readonly thumbUrl: string;
  readonly title: string;
  /** @default "video/mp4" */
  readonly mimeType?: string | undefined;
  /** In pixels. */
  readonly videoWidth?: number | undefined;
  readonly videoHeight?: number | undefined;
  /** In seconds. */
  readonly videoDuration?: number | undefined;
  readonly description?: string | undefined;
}

export interface AudioFields extends ResultFields, CaptionOptions {
  readonly audioUrl: string;
  readonly title: string;
  readonly performer?: string | undefined;
  /** In seconds. */
  readonly audioDuration?: number | undefined;
}

export interface VoiceFields extends ResultFields, CaptionOptions {
  readonly voiceUrl: string;
  readonly title: string;
  /** In seconds. */
  readonly voiceDuration?: number | undefined;
}

export interface DocumentFields extends ResultFields, CaptionOptions, ThumbFields {
  readonly documentUrl: string;
  readonly title: string;
  /** `application/pdf` or `application/zip`. */
  readonly mimeType?: string | undefined;
  readonly description?: string | undefined;
}

export interface LocationFields extends ResultFields, ThumbFields {
  readonly title: string;
  /** In degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** In metres. */
  readonly horizontalAccuracy?: number | undefined;
  /** Seconds for which it is kept up to date. */
  readonly livePeriod?: number | undefined;
  /** In degrees, 1–360. */
  readonly heading?: number | undefined;
  /** In metres. */
  readonly proximityAlertRadius?: number | undefined;
}

export interface VenueFields extends ResultFields, ThumbFields {
  readonly title: string;
  readonly address: string;
  /** In degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly foursquareId?: string | undefined;
  readonly foursquareType?: string | undefined;
  readonly googlePlaceId?: string | undefined;
  readonly googlePlaceType?: string | undefined;
}

export interface ContactFields extends ResultFields, ThumbFields {
  readonly phoneNumber: string;
  readonly firstName: string;
  readonly lastName?: string | undefined;
  readonly vcard?: string | undefined;
}

interface CachedFields extends ResultFields, CaptionOptions {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

export type CachedPhotoFields = CachedFields & { readonly photoFileId: string };
export type CachedAnimationFields = CachedFields & { readonly animationFileId: string };
export type CachedVideoFields = CachedFields & { readonly videoFileId: string; readonly title: string };
export type CachedAudioFields = CachedFields & { readonly audioFileId: string };
export type CachedVoiceFields = CachedFields & { readonly voiceFileId: string; readonly title: string };
export type CachedDocumentFields = CachedFields & { readonly documentFileId: string; readonly title: string };
export type CachedStickerFields = ResultFields & { readonly stickerFileId: string };

type Result<Type extends string, Fields> = Fields & { readonly type: Type };
type ResultClass<Type extends string, Fields> = new (fields: Fields) => Result<Type, Fields>;

export type InlineQueryResultArticle = Result<"article", ArticleFields>;
export const InlineQueryResultArticle = resultClass<"article", ArticleFields>("article");
export type InlineQueryResultPhoto = Result<"photo", PhotoFields>;
export const InlineQueryResultPhoto = resultClass<"photo", PhotoFields>("photo");
export type InlineQueryResultAnimation = Result<"animation", AnimationFields>;
export const InlineQueryResultAnimation = resultClass<"animation", AnimationFields>("animation");
export type InlineQueryResultVideo = Result<"video", VideoFields>;
export const InlineQueryResultVideo = resultClass<"video", VideoFields>("video");
export type InlineQueryResultAudio = Result<"audio", AudioFields>;
export const InlineQueryResultAudio = resultClass<"audio", AudioFields>("audio");
export type InlineQueryResultVoice = Result<"voice", VoiceFields>;
export const InlineQueryResultVoice = resultClass<"voice", VoiceFields>("voice");
export type InlineQueryResultDocument = Result<"document", DocumentFields>;
export const InlineQueryResultDocument = resultClass<"document", DocumentFields>("document");
export type InlineQueryResultLocation = Result<"location", LocationFields>;
export const InlineQueryResultLocation = resultClass<"location", LocationFields>("location");
export type InlineQueryResultVenue = Result<"venue", VenueFields>;
export const InlineQueryResultVenue = resultClass<"venue", VenueFields>("venue");
export type InlineQueryResultContact = Result<"contact", ContactFields>;
export const InlineQueryResultContact = resultClass<"contact", ContactFields>("contact");
export type InlineQueryResultCachedPhoto = Result<"cachedPhoto", CachedPhotoFields>;
export const InlineQueryResultCachedPhoto = resultClass<"cachedPhoto", CachedPhotoFields>("cachedPhoto");
export type InlineQueryResultCachedAnimation = Result<"cachedAnimation", CachedAnimationFields>;
export const InlineQueryResultCachedAnimation = resultClass<"cachedAnimation", CachedAnimationFields>("cachedAnimation");
export type InlineQueryResultCachedVideo = Result<"cachedVideo", CachedVideoFields>;
export const InlineQueryResultCachedVideo = resultClass<"cachedVideo", CachedVideoFields>("cachedVideo");
export type InlineQueryResultCachedAudio = Result<"cachedAudio", CachedAudioFields>;
export const InlineQueryResultCachedAudio = resultClass<"cachedAudio", CachedAudioFields>("cachedAudio");
export type InlineQueryResultCachedVoice = Result<"cachedVoice", CachedVoiceFields>;
export const InlineQueryResultCachedVoice = resultClass<"cachedVoice", CachedVoiceFields>("cachedVoice");
export type InlineQueryResultCachedDocument = Result<"cachedDocument", CachedDocumentFields>;
export const InlineQueryResultCachedDocument = resultClass<"cachedDocument", CachedDocumentFields>("cachedDocument");
export type InlineQueryResultCachedSticker = Result<"cachedSticker", CachedStickerFields>;
export const InlineQueryResultCachedSticker = resultClass<"cachedSticker", CachedStickerFields>("cachedSticker");

/** One of the results that a bot offers. Plain objects of the same shape do as well. */
export type InlineQueryResult =
  | InlineQueryResultArticle
  | InlineQueryResultPhoto
  | InlineQueryResultAnimation
  | InlineQueryResultVideo
  | InlineQueryResultAudio
  | InlineQueryResultVoice
  | InlineQueryResultDocument
  | InlineQueryResultLocation
  | InlineQueryResultVenue
  | InlineQueryResultContact
  | InlineQueryResultCachedPhoto
  | InlineQueryResultCachedAnimation
  | InlineQueryResultCachedVideo
  | InlineQueryResultCachedAudio
  | InlineQueryResultCachedVoice
  | InlineQueryResultCachedDocument
  | InlineQueryResultCachedSticker;

function resultClass<Type extends string, Fields extends object>(type: Type): ResultClass<Type, Fields> {
  class InlineQueryResultOf {
    readonly type = type;

    constructor(fields: Fields) {
      Object.assign(this, fields);
    }
  }
  // `Object.assign` gives it the fields, which the compiler cannot see.
  return InlineQueryResultOf as ResultClass<Type, Fields>;
}

import type { ParseMode, TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import type { ReplyMarkup } from "../botsAndKeyboards/ReplyMarkup.js";
import type { AbortOptions, SendOptions } from "./SendOptions.js";

/** A file to send: what Telegram has already (its file id, or the media of a message), or a URL that it fetches. */
export type MediaSource = string | URL | FileLike;

/** A file of a message that was received: `message.photo`, `message.video`, … */
export interface FileLike {
  readonly raw: tl.RawPhoto | tl.RawDocument;
}

export interface CaptionOptions {
  /** The words under the media. */
  readonly caption?: TextLike | undefined;
  /** @default the client's `parseMode` */
  readonly parseMode?: ParseMode | undefined;
  /** Formatting of the caption that is known already; marks in it are then not read. */
  readonly captionEntities?: readonly tl.MessageEntity[] | undefined;
}

export interface TransferOptions {
  /** Told at most ten times a second, and at the end. */
  readonly onProgress?: ((progress: { readonly transferred: number; readonly total: number }) => void) | undefined;
}

/** What every way of sending media with words takes. */
export interface SendMediaOptions extends SendOptions, CaptionOptions, TransferOptions {}

interface SpoilerOptions {
  /** Covers it until it is tapped. */
  readonly hasSpoiler?: boolean | undefined;
}

interface SelfDestructOptions {
  /** Seconds until it destroys itself once opened; private chats only. */
  readonly ttlSeconds?: number | undefined;
}

interface ThumbOptions {
  readonly thumb?: MediaSource | undefined;
}

/** What is told of a file that is uploaded. */
interface FileOptions extends ThumbOptions {
  readonly fileName?: string | undefined;
}

interface DurationOptions {
  /** In seconds. */
  readonly duration?: number | undefined;
}

interface FrameOptions {
  /** In pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface SendPhotoOptions extends SendMediaOptions, SpoilerOptions, SelfDestructOptions {}

export interface SendAnimationOptions extends SendMediaOptions, SpoilerOptions, DurationOptions, FrameOptions, FileOptions {
  /** Keeps it out of the account's saved GIFs. */
  readonly unsave?: boolean | undefined;
}

export interface SendVideoOptions extends SendMediaOptions, SpoilerOptions, SelfDestructOptions, DurationOptions, FrameOptions, FileOptions {
  readonly noSound?: boolean | undefined;
  /** @default true */
  readonly supportsStreaming?: boolean | undefined;
}

export interface SendAudioOptions extends SendMediaOptions, DurationOptions, FileOptions {
  readonly performer?: string | undefined;
  readonly title?: string | undefined;
}

export interface SendVoiceOptions extends SendMediaOptions, DurationOptions {}

export interface SendDocumentOptions extends SendMediaOptions, FileOptions {
  /** Sends it as a plain file, whatever it is. */
  readonly forceDocument?: boolean | undefined;
}

export interface SendVideoNoteOptions extends SendOptions, TransferOptions, DurationOptions, ThumbOptions {
  /** Width and height in pixels. */
  readonly length?: number | undefined;
}

export interface SendStickerOptions extends SendOptions, TransferOptions {}

export interface CopyMessageOptions extends SendOptions, CaptionOptions {}

export interface EditCaptionOptions extends Omit<CaptionOptions, "caption">, AbortOptions {
  /** Inline buttons; without it those of the message go. */
  readonly replyMarkup?: ReplyMarkup | undefined;
}

export interface EditMediaOptions extends AbortOptions {
  readonly replyMarkup?: ReplyMarkup | undefined;
  readonly fileName?: string | undefined;
}

export interface DownloadOptions extends TransferOptions, AbortOptions {
  /** Path of the file to write, or of a folder when it ends with a slash. @default `"downloads/"` */
  readonly fileName?: string | undefined;
  /** Gives the bytes instead of writing a file. @default false */
  readonly inMemory?: boolean | undefined;
}

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

export interface SendPhotoOptions extends SendMediaOptions {
  /** Covers it until it is tapped. */
  readonly hasSpoiler?: boolean | undefined;
  /** Seconds until it destroys itself once opened; private chats only. */
  readonly ttlSeconds?: number | undefined;
}

export interface SendAnimationOptions extends SendMediaOptions {
  readonly hasSpoiler?: boolean | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  /** In pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly thumb?: MediaSource | undefined;
  readonly fileName?: string | undefined;
  /** Keeps it out of the account's saved GIFs. */
  readonly unsave?: boolean | undefined;
}

export interface SendVideoOptions extends SendMediaOptions {
  readonly hasSpoiler?: boolean | undefined;
  readonly noSound?: boolean | undefined;
  readonly ttlSeconds?: number | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  /** In pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly thumb?: MediaSource | undefined;
  readonly fileName?: string | undefined;
  /** @default true */
  readonly supportsStreaming?: boolean | undefined;
}

export interface SendAudioOptions extends SendMediaOptions {
  /** In seconds. */
  readonly duration?: number | undefined;
  readonly performer?: string | undefined;
  readonly title?: string | undefined;
  readonly thumb?: MediaSource | undefined;
  readonly fileName?: string | undefined;
}

export interface SendVoiceOptions extends SendMediaOptions {
  /** In seconds. */
  readonly duration?: number | undefined;
}

export interface SendDocumentOptions extends SendMediaOptions {
  readonly thumb?: MediaSource | undefined;
  readonly fileName?: string | undefined;
  /** Sends it as a plain file, whatever it is. */
  readonly forceDocument?: boolean | undefined;
}

export interface SendVideoNoteOptions extends SendOptions, TransferOptions {
  /** In seconds. */
  readonly duration?: number | undefined;
  /** Width and height in pixels. */
  readonly length?: number | undefined;
  readonly thumb?: MediaSource | undefined;
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

import type { CaptionOptions, MediaSource } from "../options/index.js";

interface VideoFields extends CaptionOptions {
  readonly thumb?: MediaSource | undefined;
  /** In pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  /** Covers it until it is tapped. */
  readonly hasSpoiler?: boolean | undefined;
}

export interface InputMediaPhotoOptions extends CaptionOptions {
  readonly hasSpoiler?: boolean | undefined;
}

export interface InputMediaVideoOptions extends VideoFields {
  /** @default true */
  readonly supportsStreaming?: boolean | undefined;
  readonly noSound?: boolean | undefined;
}

export type InputMediaAnimationOptions = VideoFields;

export interface InputMediaAudioOptions extends CaptionOptions {
  readonly thumb?: MediaSource | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
  readonly performer?: string | undefined;
  readonly title?: string | undefined;
}

export interface InputMediaDocumentOptions extends CaptionOptions {
  readonly thumb?: MediaSource | undefined;
}

type Input<Type extends string, Options> = Options & { readonly type: Type; readonly media: MediaSource };
type InputClass<Type extends string, Options> = new (media: MediaSource, options?: Options) => Input<Type, Options>;

/** Media of an album, or instead of what a message carries. Plain objects of the same shape do as well. */
export type InputMedia = InputMediaPhoto | InputMediaVideo | InputMediaAnimation | InputMediaAudio | InputMediaDocument;

export type InputMediaPhoto = Input<"photo", InputMediaPhotoOptions>;
export const InputMediaPhoto = inputClass<"photo", InputMediaPhotoOptions>("photo");

export type InputMediaVideo = Input<"video", InputMediaVideoOptions>;
export const InputMediaVideo = inputClass<"video", InputMediaVideoOptions>("video");

export type InputMediaAnimation = Input<"animation", InputMediaAnimationOptions>;
export const InputMediaAnimation = inputClass<"animation", InputMediaAnimationOptions>("animation");

export type InputMediaAudio = Input<"audio", InputMediaAudioOptions>;
export const InputMediaAudio = inputClass<"audio", InputMediaAudioOptions>("audio");

export type InputMediaDocument = Input<"document", InputMediaDocumentOptions>;
export const InputMediaDocument = inputClass<"document", InputMediaDocumentOptions>("document");

function inputClass<Type extends string, Options extends object>(type: Type): InputClass<Type, Options> {
  class InputMediaOf {
    readonly type = type;
    readonly media: MediaSource;

    constructor(media: MediaSource, options?: Options) {
      this.media = media;
      Object.assign(this, options);
    }
  }
  // `Object.assign` gives it the options, which the compiler cannot see.
  return InputMediaOf as InputClass<Type, Options>;
}

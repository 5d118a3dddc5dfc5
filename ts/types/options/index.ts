export {
  CHAT_ACTIONS,
  type AnswerCallbackOptions,
  type AnswerInlineOptions,
  type ChatAction,
  type DeleteOptions,
  type ForwardOptions,
  type PinOptions,
  type ReactOptions,
  type SendContactOptions,
  type SendPollOptions,
  type SendVenueOptions,
} from "./ActionOptions.js";
export type {
  CaptionOptions,
  CopyMessageOptions,
  DownloadOptions,
  EditCaptionOptions,
  EditMediaOptions,
  FileLike,
  MediaSource,
  SendAnimationOptions,
  SendAudioOptions,
  SendDocumentOptions,
  SendMediaOptions,
  SendPhotoOptions,
  SendStickerOptions,
  SendVideoNoteOptions,
  SendVideoOptions,
  SendVoiceOptions,
  TransferOptions,
} from "./MediaOptions.js";
export type { AbortOptions, EditTextOptions, FormatOptions, SendMessageOptions, SendOptions } from "./SendOptions.js";
export type { LinkPreview } from "./LinkPreview.js";
export type { ReplyTo } from "./ReplyTo.js";

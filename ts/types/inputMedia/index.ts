export {
  InputMediaAnimation,
  InputMediaAudio,
  InputMediaDocument,
  InputMediaPhoto,
  InputMediaVideo,
  type InputMedia,
  type InputMediaAnimationOptions,
  type InputMediaAudioOptions,
  type InputMediaDocumentOptions,
  type InputMediaPhotoOptions,
  type InputMediaVideoOptions,
} from "./InputMedia.js";
export { InputPhoneContact } from "./InputPhoneContact.js";

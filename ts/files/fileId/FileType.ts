/** Kinds of files in the order of their numbers in file ids (spec/client.md §5.4). */
export const FILE_TYPES = [
  "thumbnail",
  "profilePhoto",
  "photo",
  "voice",
  "video",
  "document",
  "encrypted",
  "temp",
  "sticker",
  "audio",
  "animation",
  "encryptedThumbnail",
  "wallpaper",
  "videoNote",
  "secureDecrypted",
  "secureEncrypted",
  "background",
  "documentAsFile",
  "ringtone",
  "callLog",
  "photoStory",
  "videoStory",
  "selfDestructingPhoto",
  "selfDestructingVideo",
  "selfDestructingVideoNote",
  "selfDestructingVoice",
  "livePhoto",
  "selfDestructingLivePhoto",
] as const;

export type FileType = (typeof FILE_TYPES)[number];

const PHOTO_TYPES: ReadonlySet<FileType> = new Set(["thumbnail", "profilePhoto", "photo", "encryptedThumbnail", "wallpaper", "photoStory", "selfDestructingPhoto"]);

/** Whether files of this type are photos to Telegram, with sizes; all others are documents. */
export const isPhotoType = (type: FileType): boolean => PHOTO_TYPES.has(type);

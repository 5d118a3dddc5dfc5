import type { FileType } from "./FileType.js";

/** Which picture of a photo, document or chat is meant. */
export type PhotoSource =
  /** A size of a photo or document: its letter. */
  | { readonly kind: "thumbnail"; readonly type: FileType; readonly size: string }
  /** The photo of a user or chat. */
  | { readonly kind: "chatPhoto"; readonly isBig: boolean; readonly chatId: bigint; readonly accessHash: bigint }
  | { readonly kind: "stickerSet"; readonly setId: bigint; readonly accessHash: bigint }
  /** The thumbnail of a sticker set as it was at some version. */
  | { readonly kind: "stickerSetVersion"; readonly setId: bigint; readonly accessHash: bigint; readonly version: number }
  /** Made by versions long gone; what named the place is not used any more. */
  | { readonly kind: "legacy" };

/** What a file id of the Bot API says. */
export interface FileId {
  readonly type: FileType;
  /** Number of the DC that holds the file. */
  readonly dcId: number;
  /** Lets the file be used; null when there is none. */
  readonly fileReference: Uint8Array | null;
  /** Id of the photo or document. */
  readonly id: bigint;
  readonly accessHash: bigint;
  /** Only photos have one. */
  readonly source: PhotoSource | null;
}

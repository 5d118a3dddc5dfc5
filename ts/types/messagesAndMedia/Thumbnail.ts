import { writeFileId, writeFileUniqueId, type FileId, type FileType } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** A size in which the server holds a picture. */
export class Thumbnail extends TlView {
  readonly raw: SizedPhoto;
  readonly #owner: tl.RawPhoto | tl.RawDocument;
  readonly #type: FileType;

  /** @param owner the photo or file that it is a size of, @param type how file ids call such a size */
  constructor(raw: SizedPhoto, owner: tl.RawPhoto | tl.RawDocument, type: FileType) {
    super();
    this.raw = raw;
    this.#owner = owner;
    this.#type = type;
  }

  /** Names this size for this account, as the Bot API does. */
  get fileId(): string {
    return writeFileId(this.#parts);
  }

  /** Names this size itself: the same for every account and for ever, but nothing can be loaded or sent by it. */
  get fileUniqueId(): string {
    return writeFileUniqueId(this.#parts);
  }

  /** One letter that names the size: `s`, `m`, `x`, … */
  get type(): string {
    return this.raw.type;
  }

  /** In pixels. */
  get width(): number {
    return this.raw.w;
  }

  get height(): number {
    return this.raw.h;
  }

  /** In bytes. */
  get fileSize(): number {
    return byteLength(this.raw);
  }

  get #parts(): FileId {
    const { dcId, fileReference, id, accessHash } = this.#owner;
    return { type: this.#type, dcId, fileReference, id, accessHash, source: { kind: "thumbnail", type: this.#type, size: this.type } };
  }
}

/** Bytes of a size; of a progressive one when it is loaded wholly. */
export function byteLength(size: SizedPhoto): number {
  switch (size._) {
    case "photoSize":
      return size.size;
    case "photoCachedSize":
      return size.bytes.length;
    case "photoSizeProgressive":
      return Math.max(0, ...size.sizes);
  }
}

/** A tiny preview that came with the message itself. */
export class StrippedThumbnail extends TlView {
  readonly raw: tl.RawPhotoStrippedSize;

  constructor(raw: tl.RawPhotoStrippedSize) {
    super();
    this.raw = raw;
  }

  /** A JPEG without its head, which is the same for all. */
  get data(): Uint8Array {
    return this.raw.bytes;
  }
}

export type SizedPhoto = tl.RawPhotoSize | tl.RawPhotoCachedSize | tl.RawPhotoSizeProgressive;

/** The sizes that have a picture of their own, smallest first. */
export function sizedPhotos(sizes: readonly tl.PhotoSize[] | undefined): readonly SizedPhoto[] {
  return (sizes ?? []).filter((size) => size._ === "photoSize" || size._ === "photoCachedSize" || size._ === "photoSizeProgressive").toSorted((a, b) => a.w * a.h - b.w * b.h);
}

/** Previews of a photo or file, smallest first. */
export function thumbnails(sizes: readonly tl.PhotoSize[] | undefined, owner: tl.RawPhoto | tl.RawDocument, type: FileType): readonly (Thumbnail | StrippedThumbnail)[] {
  const stripped = (sizes ?? []).filter((size) => size._ === "photoStrippedSize");
  return [...stripped.map((size) => new StrippedThumbnail(size)), ...sizedPhotos(sizes).map((size) => new Thumbnail(size, owner, type))];
}

import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** A size in which the server holds a picture. */
export class Thumbnail extends TlView {
  readonly raw: SizedPhoto;

  constructor(raw: SizedPhoto) {
    super();
    this.raw = raw;
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
    switch (this.raw._) {
      case "photoSize":
        return this.raw.size;
      case "photoCachedSize":
        return this.raw.bytes.length;
      case "photoSizeProgressive":
        return Math.max(0, ...this.raw.sizes);
    }
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

/** Previews, smallest first. */
export function thumbnails(sizes: readonly tl.PhotoSize[] | undefined): readonly (Thumbnail | StrippedThumbnail)[] {
  const stripped = (sizes ?? []).filter((size) => size._ === "photoStrippedSize");
  return [...stripped.map((size) => new StrippedThumbnail(size)), ...sizedPhotos(sizes).map((size) => new Thumbnail(size))];
}

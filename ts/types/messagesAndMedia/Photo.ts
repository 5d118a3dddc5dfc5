import type { FileId } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { StoredFile } from "./StoredFile.js";
import { byteLength, sizedPhotos, type SizedPhoto, type StrippedThumbnail, type Thumbnail, thumbnails } from "./Thumbnail.js";

export class Photo extends StoredFile<tl.RawPhoto> {
  readonly #ttlSeconds: number | undefined;

  constructor(raw: tl.RawPhoto, ttlSeconds?: number) {
    super(raw);
    this.#ttlSeconds = ttlSeconds;
  }

  static of(raw: tl.Photo | undefined, ttlSeconds?: number): Photo | null {
    return raw?._ === "photo" ? new Photo(raw, ttlSeconds) : null;
  }

  /** Seconds until it destroys itself once opened; null: never. */
  get ttlSeconds(): number | null {
    return this.#ttlSeconds ?? null;
  }

  /** In pixels, of the largest size; 0 when there is none. */
  get width(): number {
    return this.#largest?.w ?? 0;
  }

  get height(): number {
    return this.#largest?.h ?? 0;
  }

  /** In bytes, of the largest size. */
  get fileSize(): number {
    return this.#largest === undefined ? 0 : byteLength(this.#largest);
  }

  /** All sizes, smallest first. */
  get thumbs(): readonly (Thumbnail | StrippedThumbnail)[] {
    return thumbnails(this.raw.sizes, this.raw, "photo");
  }

  protected override fileParts(): FileId {
    const { dcId, fileReference, id, accessHash } = this.raw;
    const size = this.#largest?.type;
    return { type: "photo", dcId, fileReference, id, accessHash, source: size === undefined ? null : { kind: "thumbnail", type: "photo", size } };
  }

  get #largest(): SizedPhoto | undefined {
    return sizedPhotos(this.raw.sizes).at(-1);
  }
}

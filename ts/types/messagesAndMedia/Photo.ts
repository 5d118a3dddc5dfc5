import { writeFileId, writeFileUniqueId, type FileId } from "../../files/index.js";
import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import { byteLength, sizedPhotos, type SizedPhoto, type StrippedThumbnail, type Thumbnail, thumbnails } from "./Thumbnail.js";

export class Photo extends TlView {
  readonly raw: tl.RawPhoto;
  readonly #ttlSeconds: number | undefined;

  constructor(raw: tl.RawPhoto, ttlSeconds?: number) {
    super();
    this.raw = raw;
    this.#ttlSeconds = ttlSeconds;
  }

  static of(raw: tl.Photo | undefined, ttlSeconds?: number): Photo | null {
    return raw?._ === "photo" ? new Photo(raw, ttlSeconds) : null;
  }

  /** Seconds until it destroys itself once opened; null: never. */
  get ttlSeconds(): number | null {
    return this.#ttlSeconds ?? null;
  }

  /** Names the photo, in its largest size, for this account, as the Bot API does: what `sendPhoto` takes. */
  get fileId(): string {
    return writeFileId(this.#parts);
  }

  /** Names the photo itself: the same for every account and for ever, but nothing can be loaded or sent by it. */
  get fileUniqueId(): string {
    return writeFileUniqueId(this.#parts);
  }

  get id(): bigint {
    return this.raw.id;
  }

  /** Number of the DC that holds it. */
  get dcId(): number {
    return this.raw.dcId;
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

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** All sizes, smallest first. */
  get thumbs(): readonly (Thumbnail | StrippedThumbnail)[] {
    return thumbnails(this.raw.sizes, this.raw, "photo");
  }

  get #parts(): FileId {
    const { dcId, fileReference, id, accessHash } = this.raw;
    const size = this.#largest?.type;
    return { type: "photo", dcId, fileReference, id, accessHash, source: size === undefined ? null : { kind: "thumbnail", type: "photo", size } };
  }

  get #largest(): SizedPhoto | undefined {
    return sizedPhotos(this.raw.sizes).at(-1);
  }
}

import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import type { Animation } from "./Animation.js";
import type { Audio } from "./Audio.js";
import type { Document } from "./Document.js";
import { Photo } from "./Photo.js";
import { readDocument, type DocumentContent } from "./readDocument.js";
import type { Video } from "./Video.js";

/** The preview of a link. */
export class WebPage extends TlView {
  readonly raw: tl.RawWebPage;

  constructor(raw: tl.RawWebPage) {
    super();
    this.raw = raw;
  }

  get id(): bigint {
    return this.raw.id;
  }

  get url(): string {
    return this.raw.url;
  }

  get displayUrl(): string {
    return this.raw.displayUrl;
  }

  /** `article`, `photo`, `video`, … */
  get type(): string | null {
    return this.raw.type ?? null;
  }

  get siteName(): string | null {
    return this.raw.siteName ?? null;
  }

  get title(): string | null {
    return this.raw.title ?? null;
  }

  get description(): string | null {
    return this.raw.description ?? null;
  }

  get photo(): Photo | null {
    return Photo.of(this.raw.photo);
  }

  get audio(): Audio | null {
    const file = this.#file;
    return file?.type === "audio" ? file.value : null;
  }

  get document(): Document | null {
    const file = this.#file;
    return file?.type === "document" ? file.value : null;
  }

  get animation(): Animation | null {
    const file = this.#file;
    return file?.type === "animation" ? file.value : null;
  }

  get video(): Video | null {
    const file = this.#file;
    return file?.type === "video" ? file.value : null;
  }

  get embedUrl(): string | null {
    return this.raw.embedUrl ?? null;
  }

  get embedType(): string | null {
    return this.raw.embedType ?? null;
  }

  /** In pixels. */
  get embedWidth(): number | null {
    return this.raw.embedWidth ?? null;
  }

  get embedHeight(): number | null {
    return this.raw.embedHeight ?? null;
  }

  /** In seconds. */
  get duration(): number | null {
    return this.raw.duration ?? null;
  }

  get author(): string | null {
    return this.raw.author ?? null;
  }

  get #file(): DocumentContent | null {
    return this.raw.document?._ === "document" ? readDocument(this.raw.document) : null;
  }
}

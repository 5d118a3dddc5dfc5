import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";
import { pictureSize } from "./pictureSize.js";

export class Sticker extends FileView {
  constructor(raw: tl.RawDocument) {
    super(raw, "sticker");
  }

  /** In pixels. */
  get width(): number {
    return pictureSize(this.raw).w;
  }

  get height(): number {
    return pictureSize(this.raw).h;
  }

  /** Whether it is a vector animation (TGS). */
  get isAnimated(): boolean {
    return this.mimeType === "application/x-tgsticker";
  }

  /** Whether it is a WebM video. */
  get isVideo(): boolean {
    return this.mimeType === "video/webm";
  }

  /** The emoji that it stands for; null when there is none. */
  get emoji(): string | null {
    const alt = this.attribute("documentAttributeSticker")?.alt ?? "";
    return alt === "" ? null : alt;
  }

  /** Short name of its set, when the server named the set so; messages mostly bring `setId`. */
  get setName(): string | null {
    const set = this.attribute("documentAttributeSticker")?.stickerset;
    return set?._ === "inputStickerSetShortName" ? set.shortName : null;
  }

  /** Number of its set; null for a sticker of no set. */
  get setId(): bigint | null {
    const set = this.attribute("documentAttributeSticker")?.stickerset;
    return set?._ === "inputStickerSetID" ? set.id : null;
  }
}

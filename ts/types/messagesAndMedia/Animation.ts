import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";
import { pictureSize } from "./pictureSize.js";

/** A GIF, or a video without sound that plays by itself. */
export class Animation extends FileView {
  constructor(raw: tl.RawDocument) {
    super(raw, "animation");
  }

  /** In pixels. */
  get width(): number {
    return pictureSize(this.raw).w;
  }

  get height(): number {
    return pictureSize(this.raw).h;
  }

  /** In seconds. */
  get duration(): number {
    return this.attribute("documentAttributeVideo")?.duration ?? 0;
  }
}

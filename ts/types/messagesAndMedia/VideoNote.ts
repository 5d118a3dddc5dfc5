import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";
import { pictureSize } from "./pictureSize.js";

/** A round video message. */
export class VideoNote extends FileView {
  constructor(raw: tl.RawDocument) {
    super(raw, "videoNote");
  }

  /** Width and height in pixels. */
  get length(): number {
    return pictureSize(this.raw).w;
  }

  /** In seconds. */
  get duration(): number {
    return this.attribute("documentAttributeVideo")?.duration ?? 0;
  }
}

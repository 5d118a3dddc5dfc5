import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";

/** A song, for a player. */
export class Audio extends FileView {
  constructor(raw: tl.RawDocument) {
    super(raw, "audio");
  }

  /** In seconds. */
  get duration(): number {
    return this.attribute("documentAttributeAudio")?.duration ?? 0;
  }

  get performer(): string | null {
    return this.attribute("documentAttributeAudio")?.performer ?? null;
  }

  get title(): string | null {
    return this.attribute("documentAttributeAudio")?.title ?? null;
  }
}

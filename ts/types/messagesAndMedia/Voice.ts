import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";

/** A voice message. */
export class Voice extends FileView {
  constructor(raw: tl.RawDocument) {
    super(raw, "voice");
  }

  /** In seconds. */
  get duration(): number {
    return this.attribute("documentAttributeAudio")?.duration ?? 0;
  }

  /** Loudness over time, 5 bits a sample, packed. */
  get waveform(): Uint8Array | null {
    return this.attribute("documentAttributeAudio")?.waveform ?? null;
  }
}

import type { tl } from "../../tl/index.js";
import { FileView } from "./FileView.js";
import { pictureSize } from "./pictureSize.js";

export class Video extends FileView {
  readonly #ttlSeconds: number | undefined;

  constructor(raw: tl.RawDocument, ttlSeconds?: number) {
    super(raw, "video");
    this.#ttlSeconds = ttlSeconds;
  }

  /** Seconds until it destroys itself once opened; null: never. */
  get ttlSeconds(): number | null {
    return this.#ttlSeconds ?? null;
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

  /** Whether it can be watched before it is loaded wholly. */
  get supportsStreaming(): boolean {
    return this.attribute("documentAttributeVideo")?.supportsStreaming === true;
  }
}

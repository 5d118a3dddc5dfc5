import type { tl } from "../../tl/index.js";
import { FileView } from "../messagesAndMedia/FileView.js";

/** The picture behind the messages of a chat. */
export class ChatBackground extends FileView {
  readonly #wallPaper: tl.RawWallPaper;

  constructor(wallPaper: tl.RawWallPaper, document: tl.RawDocument) {
    super(document, "background");
    this.#wallPaper = wallPaper;
  }

  /** Null for one that is only a colour, without a file. */
  static of(wallPaper: tl.WallPaper | undefined): ChatBackground | null {
    return wallPaper?._ === "wallPaper" && wallPaper.document._ === "document" ? new ChatBackground(wallPaper, wallPaper.document) : null;
  }

  /** Names it in links. */
  get slug(): string {
    return this.#wallPaper.slug;
  }

  get link(): string {
    return `https://t.me/bg/${this.slug}`;
  }
}

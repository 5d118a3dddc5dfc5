import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** A topic was made. */
export class ForumTopicCreated extends TlView {
  readonly raw: tl.RawMessageActionTopicCreate;

  constructor(raw: tl.RawMessageActionTopicCreate) {
    super();
    this.raw = raw;
  }

  get title(): string {
    return this.raw.title;
  }

  /** RGB, 24 bits. */
  get iconColor(): number {
    return this.raw.iconColor;
  }

  get iconEmojiId(): bigint | null {
    return this.raw.iconEmojiId ?? null;
  }
}

abstract class TopicEdit extends TlView {
  readonly raw: tl.RawMessageActionTopicEdit;

  constructor(raw: tl.RawMessageActionTopicEdit) {
    super();
    this.raw = raw;
  }
}

/** A topic was renamed or got another icon. */
export class ForumTopicEdited extends TopicEdit {
  /** Null when it stayed. */
  get title(): string | null {
    return this.raw.title ?? null;
  }

  /** Null when it stayed. */
  get iconEmojiId(): bigint | null {
    return this.raw.iconEmojiId ?? null;
  }
}

/** A topic was closed. */
export class ForumTopicClosed extends TopicEdit {}
/** A topic was opened again. */
export class ForumTopicReopened extends TopicEdit {}
/** The topic "General" was hidden. */
export class GeneralTopicHidden extends TopicEdit {}
/** The topic "General" is shown again. */
export class GeneralTopicUnhidden extends TopicEdit {}

import type { tl } from "../../tl/index.js";
import { inlineMessageIdOf } from "../inlineMode/inlineMessageId.js";
import { TlView } from "../TlView.js";

/** A message that was sent in the name of somebody who used a web app. */
export class SentWebAppMessage extends TlView {
  readonly raw: tl.RawWebViewMessageSent;

  constructor(raw: tl.RawWebViewMessageSent) {
    super();
    this.raw = raw;
  }

  /** Names it; only when it has inline buttons. */
  get inlineMessageId(): string | null {
    return this.raw.msgId === undefined ? null : inlineMessageIdOf(this.raw.msgId);
  }
}

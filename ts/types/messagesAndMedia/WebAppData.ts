import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** What a web app sent to the bot. */
export class WebAppData extends TlView {
  readonly raw: tl.RawMessageActionWebViewDataSentMe;

  constructor(raw: tl.RawMessageActionWebViewDataSentMe) {
    super();
    this.raw = raw;
  }

  /** Whatever the app wrote: not to be trusted. */
  get data(): string {
    return this.raw.data;
  }

  /** Of the button that opened the app. */
  get buttonText(): string {
    return this.raw.text;
  }
}

import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** Why a user, chat or message may not be shown on some platform. */
export class Restriction extends TlView {
  readonly raw: tl.RawRestrictionReason;

  constructor(raw: tl.RawRestrictionReason) {
    super();
    this.raw = raw;
  }

  /** `all`, `ios`, `android`, … */
  get platform(): string {
    return this.raw.platform;
  }

  /** `porn`, `terms`, … */
  get reason(): string {
    return this.raw.reason;
  }

  /** To be shown instead of what is restricted. */
  get text(): string {
    return this.raw.text;
  }
}

import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** An emoji with a random value: a die, a dart, a ball. */
export class Dice extends TlView {
  readonly raw: tl.RawMessageMediaDice;

  constructor(raw: tl.RawMessageMediaDice) {
    super();
    this.raw = raw;
  }

  get emoji(): string {
    return this.raw.emoticon;
  }

  /** 1 to 6 for a die. */
  get value(): number {
    return this.raw.value;
  }
}

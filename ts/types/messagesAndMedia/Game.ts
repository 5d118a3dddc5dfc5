import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import { Animation } from "./Animation.js";
import { Photo } from "./Photo.js";

export class Game extends TlView {
  readonly raw: tl.RawGame;

  constructor(raw: tl.RawGame) {
    super();
    this.raw = raw;
  }

  get id(): bigint {
    return this.raw.id;
  }

  get title(): string {
    return this.raw.title;
  }

  /** By which the bot knows it. */
  get shortName(): string {
    return this.raw.shortName;
  }

  get description(): string {
    return this.raw.description;
  }

  get photo(): Photo | null {
    return Photo.of(this.raw.photo);
  }

  get animation(): Animation | null {
    return this.raw.document?._ === "document" ? new Animation(this.raw.document) : null;
  }
}

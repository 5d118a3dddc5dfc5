import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import type { User } from "../userAndChats/User.js";

/** A row of a game's table. */
export class GameHighScore extends TlView {
  readonly raw: tl.RawHighScore;
  readonly #user: User;

  constructor(raw: tl.RawHighScore, user: User) {
    super();
    this.raw = raw;
    this.#user = user;
  }

  get user(): User {
    return this.#user;
  }

  get score(): number {
    return this.raw.score;
  }

  /** From 1. */
  get position(): number {
    return this.raw.pos;
  }
}

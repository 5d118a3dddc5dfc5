import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** One of the usernames of a user or a chat. */
export class Username extends TlView {
  readonly raw: tl.RawUsername;

  constructor(raw: tl.RawUsername) {
    super();
    this.raw = raw;
  }

  /** Without `@`. */
  get username(): string {
    return this.raw.username;
  }

  /** The one that its owner can change freely; the others are collectibles. */
  get editable(): boolean {
    return this.raw.editable === true;
  }

  /** Whether it leads to its owner at the moment. */
  get active(): boolean {
    return this.raw.active === true;
  }
}

interface Named {
  readonly username?: string | undefined;
  readonly usernames?: tl.Username[] | undefined;
}

/** The username that is shown: the only one, or the first of those that are active. */
export function mainUsername({ username, usernames }: Named): string | null {
  return username ?? usernames?.find(({ active }) => active)?.username ?? null;
}

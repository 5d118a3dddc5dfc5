import type { Person } from "./Person.js";

/** A basic group to be put into the world. */
export interface NewGroup {
  /** 1 to 128 characters. */
  readonly title: string;
  readonly creator: Person;
  /** @default none but the creator */
  readonly members?: readonly Person[];
}

/** A channel, supergroup or forum to be put into the world. */
export interface NewChannel {
  /** 1 to 128 characters. */
  readonly title: string;
  readonly creator: Person;
  /** @default "supergroup" */
  readonly kind?: "channel" | "supergroup" | "forum";
  /** @default "" */
  readonly about?: string;
  /** Makes it public. @default none */
  readonly username?: string;
  /** @default none but the creator; bots do not become members of channels so */
  readonly members?: readonly Person[];
}

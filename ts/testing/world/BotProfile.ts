import type { TlObject } from "../codec/index.js";

/** What a bot has set about itself, and what BotFather was told. */
export class BotProfile {
  /** Lists of botCommand by scope and language. */
  readonly commands = new Map<string, readonly TlObject[]>();
  /** BotMenuButton by user id; the one for all under null. */
  readonly menuButtons = new Map<bigint | null, TlObject>();
  description = "";
  /** Counts changes, for clients that keep what they know. */
  version = 1;
  /** Text in the input field of an inline query; null for a bot without inline mode. */
  inlinePlaceholder: string | null = null;
  /** Whether chosen inline results are told. */
  wantsInlineFeedback = false;
  joinsGroups = true;
}

import type { tl } from "../../tl/index.js";

/** Telegram's terms of service, to be agreed to at sign-up. */
export interface TermsOfService {
  /** Goes to `acceptTermsOfService`. */
  readonly id: string;
  readonly text: string;
  /** Formatting of `text`. */
  readonly entities: tl.HelpTermsOfService["entities"];
  /** Age to confirm, in years; null when none is asked. */
  readonly minAge: number | null;
}

export function readTermsOfService(terms: tl.HelpTermsOfService): TermsOfService {
  return { id: terms.id.data, text: terms.text, entities: terms.entities, minAge: terms.minAgeConfirm ?? null };
}

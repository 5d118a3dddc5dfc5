import type { TermsObject } from "../../auth/tlObjects.js";

/** Telegram's terms of service, to be agreed to at sign-up. */
export interface TermsOfService {
  /** Goes to `acceptTermsOfService`. */
  readonly id: string;
  readonly text: string;
  /** Formatting of `text`. */
  readonly entities: TermsObject["entities"];
  /** Age to confirm, in years; null when none is asked. */
  readonly minAge: number | null;
}

export function readTermsOfService(terms: TermsObject): TermsOfService {
  return { id: terms.id.data, text: terms.text, entities: terms.entities, minAge: terms.minAgeConfirm ?? null };
}

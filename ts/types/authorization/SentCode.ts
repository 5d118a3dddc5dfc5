import type { CodeDelivery, NextCodeType } from "../../auth/CodeDelivery.js";
import { readDelivery, readNextType } from "../../auth/CodeDelivery.js";
import type { tl } from "../../tl/index.js";

/**
 * How Telegram proves that the phone number is the person's. Three are no codes: `setUpEmailRequired` wants
 * an e-mail address first, `paymentRequired` an official app, `signedIn` nothing at all.
 */
export type SentCodeType = CodeDelivery["type"] | "emailCode" | "setUpEmailRequired" | "paymentRequired" | "signedIn";

/** Where a sign-in code went. */
export interface SentCode {
  readonly type: SentCodeType;
  /** Goes with the code to `signIn`; belongs to the auth key that asked for it. Empty for `signedIn`. */
  readonly phoneCodeHash: string;
  /** How `resendCode` would send it; null: it cannot be sent again. */
  readonly nextType: NextCodeType | null;
  /** Seconds until `resendCode` is allowed; null: at once. */
  readonly timeout: number | null;
  /** Digits of the code; null when Telegram did not say, or when the code has none. */
  readonly length: number | null;
  /** What is particular to this way of delivery; null when the code does not go to a phone. */
  readonly delivery: CodeDelivery | null;
  /** Pattern of the e-mail address that got the code; null for other types. */
  readonly emailPattern: string | null;
  /** Who is signed in already, because a future auth token was accepted; null for other types. */
  readonly user: tl.User | null;
}

const NO_CODE = { phoneCodeHash: "", nextType: null, timeout: null, length: null, delivery: null, emailPattern: null, user: null };

/** Reads an `auth.SentCode`; `user` is who `auth.sentCodeSuccess` signed in. */
export function readSentCode(sent: tl.AuthSentCode, user: tl.User | null = null): SentCode {
  if (sent._ === "auth.sentCodeSuccess") return { ...NO_CODE, type: "signedIn", user };
  const { phoneCodeHash } = sent;
  if (sent._ === "auth.sentCodePaymentRequired") return { ...NO_CODE, type: "paymentRequired", phoneCodeHash };
  const code = { ...NO_CODE, phoneCodeHash, nextType: readNextType(sent.nextType), timeout: sent.timeout ?? null };
  const { type } = sent;
  if (type._ === "auth.sentCodeTypeSetUpEmailRequired") return { ...code, type: "setUpEmailRequired" };
  if (type._ === "auth.sentCodeTypeEmailCode") {
    return { ...code, type: "emailCode", emailPattern: type.emailPattern, length: type.length };
  }
  const delivery = readDelivery(type);
  return { ...code, type: delivery.type, delivery, length: "length" in delivery ? delivery.length : null };
}

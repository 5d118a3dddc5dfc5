import type { tl } from "../tl/index.js";

/** How a resend would deliver the code. */
export type NextCodeType = "sms" | "call" | "flashCall" | "missedCall" | "fragmentSms";

/**
 * How a sign-in code reaches the person, and so how it must look. `length` is the number of digits;
 * 0 means that Telegram did not say. JSON-serialisable: it is part of the stored sign-in state.
 */
export type CodeDelivery =
  | { readonly type: "app" | "sms" | "call" | "firebaseSms"; readonly length: number }
  | { readonly type: "fragmentSms"; readonly url: string; readonly length: number }
  /** The calling number is the code; `pattern` is that number with `*` for hidden digits. */
  | { readonly type: "flashCall"; readonly pattern: string }
  /** The last `length` digits of the calling number are the code; it starts with `prefix`. */
  | { readonly type: "missedCall"; readonly prefix: string; readonly length: number }
  /** `beginning`: first letter of the word, first word of the phrase. */
  | { readonly type: "smsWord" | "smsPhrase"; readonly beginning: string | null }
  /** A type that this library does not know; `name` is its TL name. */
  | { readonly type: "unknown"; readonly name: string };

/** The two types of `auth.SentCodeType` that concern an e-mail address: they have states of their own. */
export type EmailCodeType = "auth.sentCodeTypeEmailCode" | "auth.sentCodeTypeSetUpEmailRequired";

/** Reads every `auth.SentCodeType` but those of e-mail. Never fails: a new type becomes `unknown`. */
export function readDelivery(type: Exclude<tl.AuthSentCodeType, { readonly _: EmailCodeType }>): CodeDelivery {
  switch (type._) {
    case "auth.sentCodeTypeApp":
      return { type: "app", length: type.length };
    case "auth.sentCodeTypeSms":
      return { type: "sms", length: type.length };
    case "auth.sentCodeTypeCall":
      return { type: "call", length: type.length };
    case "auth.sentCodeTypeFirebaseSms":
      return { type: "firebaseSms", length: type.length };
    case "auth.sentCodeTypeFragmentSms":
      return { type: "fragmentSms", url: type.url, length: type.length };
    case "auth.sentCodeTypeFlashCall":
      return { type: "flashCall", pattern: type.pattern };
    case "auth.sentCodeTypeMissedCall":
      return { type: "missedCall", prefix: type.prefix, length: type.length };
    case "auth.sentCodeTypeSmsWord":
      return { type: "smsWord", beginning: type.beginning ?? null };
    case "auth.sentCodeTypeSmsPhrase":
      return { type: "smsPhrase", beginning: type.beginning ?? null };
    default:
      return unknownDelivery(type);
  }
}

/** The compiler knows no further type, the server of next year does. */
function unknownDelivery(type: { readonly _: string }): CodeDelivery {
  return { type: "unknown", name: type._ };
}

/** Reads `auth.CodeType`; null when a resend is not offered or its kind is not known. */
export function readNextType(type: tl.AuthCodeType | undefined): NextCodeType | null {
  switch (type?._) {
    case "auth.codeTypeSms":
      return "sms";
    case "auth.codeTypeCall":
      return "call";
    case "auth.codeTypeFlashCall":
      return "flashCall";
    case "auth.codeTypeMissedCall":
      return "missedCall";
    case "auth.codeTypeFragmentSms":
      return "fragmentSms";
    default:
      return null;
  }
}

import type { TlObject } from "../codec/index.js";

/** Ways in which a sign-in code can travel: auth.SentCodeType. */
export type CodeType =
  | "app"
  | "sms"
  | "call"
  | "flashCall"
  | "missedCall"
  | "fragmentSms"
  | "firebaseSms"
  | "smsWord"
  | "smsPhrase"
  | "emailCode"
  | "setUpEmailRequired";

/** Ways that can be announced as the next one: auth.CodeType. */
export type NextCodeType = "sms" | "call" | "flashCall" | "missedCall" | "fragmentSms";

/** How the next code is to be sent; what is left out follows from the type. */
export interface CodeScript {
  readonly type: CodeType;
  /** What sign-in wants: digits, a word or a phrase. */
  readonly code?: string;
  /** Announced length. @default the length of the code */
  readonly length?: number;
  /** What a resend would use; null for no resend. */
  readonly nextType?: NextCodeType | null;
  /** Seconds until a resend is allowed. */
  readonly timeoutSec?: number;
  /** flashCall: mask of the number that calls. emailCode: the address, half hidden. */
  readonly pattern?: string;
  /** missedCall: how the number that calls begins. */
  readonly prefix?: string;
  /** fragmentSms. */
  readonly url?: string;
  /** smsWord, smsPhrase: how the text begins; null to say nothing. */
  readonly beginning?: string | null;
  /** firebaseSms. */
  readonly nonce?: Uint8Array;
  /** emailCode: seconds that a reset of the address takes. */
  readonly resetAvailablePeriodSec?: number;
  /** emailCode: when a reset that was asked for takes effect. */
  readonly resetPendingDateSec?: number;
  /** emailCode, setUpEmailRequired. */
  readonly appleSignInAllowed?: boolean;
  /** emailCode, setUpEmailRequired. */
  readonly googleSignInAllowed?: boolean;
}

/** auth.SentCodeType of a script. */
export function sentCodeType(script: CodeScript, code: string): TlObject {
  const length = script.length ?? code.length;
  const signInButtons = {
    appleSigninAllowed: script.appleSignInAllowed ?? false,
    googleSigninAllowed: script.googleSignInAllowed ?? false,
  };
  switch (script.type) {
    case "app":
      return { _: "auth.sentCodeTypeApp", length };
    case "sms":
      return { _: "auth.sentCodeTypeSms", length };
    case "call":
      return { _: "auth.sentCodeTypeCall", length };
    case "flashCall":
      return { _: "auth.sentCodeTypeFlashCall", pattern: script.pattern ?? `${code.slice(0, 3)}*` };
    case "missedCall":
      return { _: "auth.sentCodeTypeMissedCall", prefix: script.prefix ?? "+1 555", length };
    case "fragmentSms":
      return { _: "auth.sentCodeTypeFragmentSms", url: script.url ?? "https://fragment.example/number", length };
    case "firebaseSms":
      return { _: "auth.sentCodeTypeFirebaseSms", nonce: script.nonce ?? new Uint8Array(16), length };
    case "smsWord":
      return { _: "auth.sentCodeTypeSmsWord", beginning: beginning(script, code.slice(0, 1)) };
    case "smsPhrase":
      return { _: "auth.sentCodeTypeSmsPhrase", beginning: beginning(script, code.split(" ")[0] ?? "") };
    case "emailCode":
      return {
        _: "auth.sentCodeTypeEmailCode",
        ...signInButtons,
        emailPattern: script.pattern ?? "p***@example.org",
        length,
        resetAvailablePeriod: script.resetAvailablePeriodSec,
        resetPendingDate: script.resetPendingDateSec,
      };
    case "setUpEmailRequired":
      return { _: "auth.sentCodeTypeSetUpEmailRequired", ...signInButtons };
    default:
      return script.type satisfies never;
  }
}

/** auth.CodeType. */
export function codeType(type: NextCodeType): TlObject {
  return { _: `auth.codeType${type.charAt(0).toUpperCase()}${type.slice(1)}` };
}

/** `person@example.org` → `p****n@example.org`. */
export function emailPattern(email: string): string {
  const at = email.indexOf("@");
  const name = email.slice(0, at);
  return `${name.slice(0, 1)}${"*".repeat(Math.max(1, name.length - 2))}${name.length > 1 ? name.slice(-1) : ""}${email.slice(at)}`;
}

function beginning(script: CodeScript, standard: string): string | undefined {
  return script.beginning === null ? undefined : (script.beginning ?? standard);
}

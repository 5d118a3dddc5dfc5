import type { CodeDelivery, NextCodeType } from "./CodeDelivery.js";
import { durationWords } from "./durationWords.js";

/** Where the code is, in words for the person (spec/client.md §1.3). */
export function deliveryWords(delivery: CodeDelivery): string {
  switch (delivery.type) {
    case "app":
      return `The code was sent to your other Telegram apps${digits(delivery.length)}.`;
    case "sms":
    case "firebaseSms":
      return `The code was sent by SMS${digits(delivery.length)}.`;
    case "call":
      return `Telegram will call you and say the code${digits(delivery.length)}.`;
    case "flashCall":
      return `Telegram will call and hang up. The number looks like ${delivery.pattern}.`;
    case "missedCall":
      return `Telegram will call from a number that starts with ${delivery.prefix}.`;
    case "fragmentSms":
      return `This is an anonymous number. Open ${delivery.url} on Fragment to read the code.`;
    case "smsWord":
      return `The code is one word from an SMS${beginning(delivery.beginning)}.`;
    case "smsPhrase":
      return `The code is a phrase from an SMS${beginning(delivery.beginning)}.`;
    case "unknown":
      return `The code was sent in a way that this version does not know (${delivery.name}).`;
    default:
      return delivery satisfies never;
  }
}

/** ` (5 digits)`, or nothing when the length is not known. */
export function digits(length: number): string {
  return length > 0 ? ` (${length} digits)` : "";
}

function beginning(text: string | null): string {
  return text === null ? "" : ` that starts with "${text}"`;
}

const WAYS: Readonly<Record<NextCodeType, string>> = {
  sms: "by SMS",
  call: "by a phone call",
  flashCall: "by a call that hangs up",
  missedCall: "by a missed call",
  fragmentSms: "through Fragment",
};

/** What an empty answer does. */
export function resendWords(nextType: NextCodeType, waitSec: number): string {
  const when = waitSec > 0 ? `, possible in ${durationWords(waitSec)}` : "";
  return `Leave the answer empty to have it sent again (${WAYS[nextType]}${when}).`;
}

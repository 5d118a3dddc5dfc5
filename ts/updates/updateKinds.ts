import type { tl } from "../tl/index.js";

/** Of no box, and of use at once or never: handed on also while a difference runs, and before a start (spec/client.md §4.2). */
const IMMEDIATE: ReadonlySet<string> = new Set([
  "updateLoginToken",
  "updateSentPhoneCode",
  "updateDcOptions",
  "updateConfig",
  "updateServiceNotification",
  "updateLangPackTooLong",
  "updateLangPack",
]);

/** Somebody waits for an answer, or what they tell is over soon: no chat's queue may hold them up (§4.7). */
const BYPASSING: ReadonlySet<string> = new Set([
  ...IMMEDIATE,
  "updateBotCallbackQuery",
  "updateInlineBotCallbackQuery",
  "updateBusinessBotCallbackQuery",
  "updateEphemeralBotCallbackQuery",
  "updateBotInlineQuery",
  "updateBotShippingQuery",
  "updateBotPrecheckoutQuery",
  "updateUserStatus",
  "updateUserTyping",
  "updateChatUserTyping",
  "updateChannelUserTyping",
  "updateEncryptedChatTyping",
]);

/** They pair the random id of what was sent with its id, so they come before what has that id. */
const FIRST: ReadonlySet<string> = new Set(["updateMessageID", "updateStoryID"]);

export function isImmediate({ _ }: tl.Update): boolean {
  return IMMEDIATE.has(_);
}

export function isBypassing({ _ }: tl.Update): boolean {
  return BYPASSING.has(_);
}

export function isFirst({ _ }: tl.Update): boolean {
  return FIRST.has(_);
}

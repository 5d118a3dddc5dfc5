import type { tl } from "../../tl/index.js";
import type { EntityBody } from "../links.js";

export type StyleType =
  | "messageEntityBold"
  | "messageEntityItalic"
  | "messageEntityUnderline"
  | "messageEntityStrike"
  | "messageEntitySpoiler";

/** Hydrogram's marks. */
export const STYLE_MARKS: Readonly<Record<StyleType, string>> = {
  messageEntityBold: "**",
  messageEntityItalic: "__",
  messageEntityUnderline: "--",
  messageEntityStrike: "~~",
  messageEntitySpoiler: "||",
};

const TYPE_OF_MARK = new Map<string, StyleType>([
  ["**", "messageEntityBold"],
  ["__", "messageEntityItalic"],
  ["--", "messageEntityUnderline"],
  ["~~", "messageEntityStrike"],
  ["||", "messageEntitySpoiler"],
]);

export function styleOfMark(mark: string): StyleType | undefined {
  return TYPE_OF_MARK.get(mark);
}

/**
 * Addresses that make a link a style instead: for ranges that marks cannot have, such as the middle of a word or a range
 * that ends in a space.
 */
const STYLE_ADDRESSES = new Map<string, EntityBody>([
  ["tg://bold", (range) => ({ _: "messageEntityBold", ...range })],
  ["tg://italic", (range) => ({ _: "messageEntityItalic", ...range })],
  ["tg://underline", (range) => ({ _: "messageEntityUnderline", ...range })],
  ["tg://strike", (range) => ({ _: "messageEntityStrike", ...range })],
  ["tg://spoiler", (range) => ({ _: "messageEntitySpoiler", ...range })],
  ["tg://quote", (range) => ({ _: "messageEntityBlockquote", ...range })],
  ["tg://expandable", (range) => ({ _: "messageEntityBlockquote", ...range, collapsed: true })],
]);

export function styleOfAddress(address: string): EntityBody | undefined {
  return STYLE_ADDRESSES.get(address);
}

/** The address that stands for a style or a quote. */
export function addressOf(entity: tl.MessageEntity & { _: StyleType | "messageEntityBlockquote" }): string {
  switch (entity._) {
    case "messageEntityBold":
      return "tg://bold";
    case "messageEntityItalic":
      return "tg://italic";
    case "messageEntityUnderline":
      return "tg://underline";
    case "messageEntityStrike":
      return "tg://strike";
    case "messageEntitySpoiler":
      return "tg://spoiler";
    case "messageEntityBlockquote":
      return entity.collapsed === true ? "tg://expandable" : "tg://quote";
  }
}

const BLANK = /\s/;
const WORD = /[\p{L}\p{N}\p{M}]/u;

export function isBlank(character: string | undefined): boolean {
  return character !== undefined && BLANK.test(character);
}

/** Whether a mark behind this text would stand within a word. The underscore is no part of a word. */
export function endsInWord(text: string, end: number): boolean {
  const pair = text.slice(Math.max(0, end - 2), end);
  const last = (pair.codePointAt(0) ?? 0) > 0xffff ? pair : pair.slice(-1);
  return WORD.test(last);
}

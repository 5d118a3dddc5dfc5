import * as fc from "fast-check";
import type { tl } from "../../ts/index.js";
import { normalizeText } from "../../ts/index.js";
import type { FormattedText } from "../../ts/index.js";

/** Pieces that a parser could take for something. */
const PIECES = [
  ..."abcZ019  \n\n_*[]()~`>#+-=|{}.!\\<&;:/\"'@",
  "**", "__", "--", "~~", "||", "```", "](", "![", "\n>", "\n> ", "\n**>", "&lt;", "&amp;", "&#65;", "<b>", "</b>", "<pre>", "</code>",
  "é", "ж", "😀", "👨‍👩‍👧", "\u0301", "\ufffc", "tg://bold", "\\", "\\\\",
];

export const hostileText: fc.Arbitrary<string> = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(""));

type Body = (range: { offset: number; length: number }) => tl.MessageEntity;

const url: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("https://example.com/a_(b)", "tg://bold", "tg://quote", "tg://emoji?id=5", "u", "https://e.com/?a=1&b=\"2\"#*_~`|\\", "a)b(c", "\\(", "x<b>y"),
  fc.webUrl(),
);

const body: fc.Arbitrary<Body> = fc.oneof(
  fc
    .constantFrom("messageEntityBold", "messageEntityItalic", "messageEntityUnderline", "messageEntityStrike", "messageEntitySpoiler", "messageEntityCode")
    .map((type): Body => (range) => ({ _: type, ...range })),
  fc.constantFrom("", "js", "c++", "objective-c").map((language): Body => (range) => ({ _: "messageEntityPre", ...range, language })),
  fc.constant((range: { offset: number; length: number }): tl.MessageEntity => ({ _: "messageEntityBlockquote", ...range })),
  fc.constant((range: { offset: number; length: number }): tl.MessageEntity => ({ _: "messageEntityBlockquote", ...range, collapsed: true })),
  url.map((address): Body => (range) => ({ _: "messageEntityTextUrl", ...range, url: address })),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).map((userId): Body => (range) => ({ _: "messageEntityMentionName", ...range, userId })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((documentId): Body => (range) => ({ _: "messageEntityCustomEmoji", ...range, documentId })),
  fc.nat().map((date): Body => (range) => ({ _: "messageEntityFormattedDate", ...range, date, dayOfWeek: true, longDate: true })),
);

/** Entities at random places of the text, of any kind, overlapping in any way. */
function entitiesOf(text: string): fc.Arbitrary<tl.MessageEntity[]> {
  const indices = [0];
  for (const character of text) indices.push((indices.at(-1) ?? 0) + character.length);
  const index = fc.constantFrom(...indices);
  const entity = fc.tuple(index, index, body).map(([a, b, make]) => make({ offset: Math.min(a, b), length: Math.abs(a - b) }));
  return fc.array(entity, { maxLength: 8 });
}

/** A text and entities as a careless program gives them. */
export const carelessText: fc.Arbitrary<FormattedText> = hostileText.chain((text) => entitiesOf(text).map((entities) => ({ text, entities })));

/** A text as the server has it. */
export const serverText: fc.Arbitrary<FormattedText> = carelessText.map(({ text, entities }) => normalizeText(text, entities));

/** Quotes that are whole lines, and end before a line feed that is not formatted: what MarkdownV2 can write. */
export function withQuotesOfLines({ text, entities }: FormattedText): FormattedText {
  const isOfLines = ({ offset, length }: tl.MessageEntity): boolean => {
    const end = offset + length;
    const isFormatted = entities.some((entity) => entity.offset <= end && entity.offset + entity.length > end);
    return (offset === 0 || text[offset - 1] === "\n") && (end === text.length || text[end] === "\n") && text[end - 1] !== "\n" && !isFormatted;
  };
  return normalizeText(text, entities.filter((entity) => entity._ !== "messageEntityBlockquote" || isOfLines(entity)));
}

import type { TlObject } from "../codec/index.js";
import { int } from "./fields.js";

/** What real servers find in a text by themselves; of what overlaps the first one stays. */
const PATTERNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["messageEntityUrl", /(?<![\w@.])(?:https?:\/\/|t\.me\/)[^\s<>"']*[^\s<>"'.,;:!?)\]]/gi],
  ["messageEntityEmail", /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi],
  ["messageEntityMention", /(?<![\w@./])@[a-z]\w{2,31}(?!\w)/gi],
  ["messageEntityBotCommand", /(?<![\w/<>@])\/[a-z0-9_]{1,64}(?:@[a-z]\w{2,31})?(?![\w/])/gi],
  ["messageEntityHashtag", /(?<![\p{L}\w#&/])#(?=[\p{L}\w]*\p{L})[\p{L}\w]{1,255}/gu],
];

/** Entities inside which nothing is looked for. */
const OPAQUE: ReadonlySet<string> = new Set([
  "messageEntityCode",
  "messageEntityPre",
  "messageEntityTextUrl",
  "messageEntityMentionName",
  ...PATTERNS.map(([name]) => name),
]);

/** The entities of a message with those that its text has by itself: addresses, mentions, commands, hashtags. */
export function withFoundEntities(text: string, given: readonly TlObject[]): readonly TlObject[] {
  const taken = given.filter(({ _ }) => OPAQUE.has(_)).map((entity): Span => ({ offset: int(entity, "offset"), length: int(entity, "length") }));
  const found: TlObject[] = [];
  for (const [name, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const span = { offset: match.index, length: match[0].length };
      if (!taken.some((other) => overlap(span, other))) {
        taken.push(span);
        found.push({ _: name, ...span });
      }
    }
  }
  return found.length === 0 ? given : [...given, ...found].sort((a, b) => int(a, "offset") - int(b, "offset") || int(b, "length") - int(a, "length"));
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

function overlap(a: Span, b: Span): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

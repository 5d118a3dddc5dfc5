import { customEmojiBody, dateBody, linkBody, type EntityBody } from "../links.js";

/** What a tag makes of its content; `content` gives its text. `null`: nothing, the text stays plain. */
export type TagMeaning = (content: () => string) => EntityBody | null;

type Attributes = ReadonlyMap<string, string>;

function plain(type: PlainType): () => TagMeaning {
  return () => () => (range) => ({ _: type, ...range });
}

type PlainType =
  | "messageEntityBold"
  | "messageEntityItalic"
  | "messageEntityUnderline"
  | "messageEntityStrike"
  | "messageEntitySpoiler"
  | "messageEntityCode";

const bold = plain("messageEntityBold");
const italic = plain("messageEntityItalic");
const underline = plain("messageEntityUnderline");
const strike = plain("messageEntityStrike");
const spoiler = plain("messageEntitySpoiler");

/** Tags of the Bot API (spec/client.md §6.5) and of Hydrogram (§6.4). */
const TAGS: Readonly<Record<string, (attributes: Attributes) => TagMeaning | string>> = {
  b: bold,
  strong: bold,
  i: italic,
  em: italic,
  u: underline,
  ins: underline,
  s: strike,
  strike,
  del: strike,
  spoiler,
  "tg-spoiler": spoiler,
  span: (attributes) => (attributes.get("class") === "tg-spoiler" ? spoiler() : '<span> must have class="tg-spoiler"'),
  code: plain("messageEntityCode"),
  pre: (attributes) => () => (range) => ({ _: "messageEntityPre", ...range, language: attributes.get("language") ?? "" }),
  blockquote: (attributes) => () => (range) =>
    attributes.has("expandable") ? { _: "messageEntityBlockquote", ...range, collapsed: true } : { _: "messageEntityBlockquote", ...range },
  // Without an address the content is the address.
  a: (attributes) => (content) => linkBody(attributes.get("href") || content()),
  emoji: (attributes) => customEmoji(attributes.get("id")),
  "tg-emoji": (attributes) => customEmoji(attributes.get("emoji-id")),
  "tg-time": (attributes) => {
    const body = dateBody(attributes.get("unix") ?? "", attributes.get("format") ?? "");
    return body === null ? "<tg-time> must have unix=\"seconds\", and a format like wDT or r if any" : () => body;
  },
};

function customEmoji(id: string | undefined): TagMeaning | string {
  const body = customEmojiBody(id ?? "");
  return body === null ? "a custom emoji must have the number of its document" : () => body;
}

/** What an opening tag means; a string says what is wrong with it; `null` for an unknown name. */
export function tagMeaning(name: string, attributes: Attributes): TagMeaning | string | null {
  return Object.hasOwn(TAGS, name) ? (TAGS[name]?.(attributes) ?? null) : null;
}

const LANGUAGE_CLASS = "language-";

/** The language that `<code class="language-…">` names. */
export function codeLanguage(attributes: Attributes): string {
  const name = attributes.get("class") ?? "";
  return name.startsWith(LANGUAGE_CLASS) ? name.slice(LANGUAGE_CLASS.length) : "";
}
